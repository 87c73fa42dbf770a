"""What was wrong with a file of captions, line by line, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """Kinds of faults; those of `REFUSED` cannot be repaired."""

    ENCODING = "encoding"
    STRAY_MARK = "stray-mark"
    SIGNATURE = "signature"
    TIME_FORM = "time-form"
    COUNTER = "counter"
    NO_BLANK_LINE = "no-blank-line"
    BLANK_INSIDE = "blank-inside"
    COMMENT = "comment"
    LATE_BLOCK = "late-block"
    PLACE = "place"
    TAGS = "tags"
    EMPTY_CUE = "empty-cue"
    REPEATED = "repeated"
    REVERSED = "reversed"
    NO_LENGTH = "no-length"
    ORDER = "order"
    OVERLAP = "overlap"
    BEYOND_END = "beyond-end"
    STARTS_BEYOND = "starts-beyond"
    TOO_LARGE = "too-large"
    UNDECODABLE = "undecodable"
    TIME_UNREADABLE = "time-unreadable"
    NO_TIME = "no-time"
    NOTHING = "nothing"
    TOO_MANY = "too-many"
    WRONG_RECORDING = "wrong-recording"


SENTENCES: Final = {
    Fault.ENCODING: _("The file was written in %(was)s and is read as such."),
    Fault.STRAY_MARK: _("An invisible byte order mark was removed."),
    Fault.SIGNATURE: _("The first line “%(was)s” was put right."),
    Fault.TIME_FORM: _("The time “%(was)s” is taken as %(became)s."),
    Fault.COUNTER: _("The number of the caption is missing or wrong; captions are counted anew."),
    Fault.NO_BLANK_LINE: _("The blank line before this caption was missing and is added."),
    Fault.BLANK_INSIDE: _("“%(was)s” stood apart and is joined to the caption before it."),
    Fault.COMMENT: _("A comment is left out."),
    Fault.LATE_BLOCK: _(
        "A block of styles or regions stands after captions, where players pass it over. It is left out."
    ),
    Fault.PLACE: _("The place “%(was)s” is left out."),
    Fault.TAGS: _("“%(was)s” is taken as “%(became)s”."),
    Fault.EMPTY_CUE: _("A caption without text is left out."),
    Fault.REPEATED: _("A caption that repeats the one before it is left out."),
    Fault.REVERSED: _("The end lay before the beginning (%(was)s); both are exchanged."),
    Fault.NO_LENGTH: _("The caption had no length; it now lasts until %(became)s."),
    Fault.ORDER: _("The caption stood in the wrong place and is sorted by its time."),
    Fault.OVERLAP: _("The caption ran into the next one; it now ends at %(became)s."),
    Fault.BEYOND_END: _("The caption ran on after the recording; it now ends at %(became)s."),
    Fault.STARTS_BEYOND: _("“%(was)s” begins after the recording has ended and is left out."),
    Fault.TOO_LARGE: _("The file is larger than 1 MB. Captions of a lecture are far smaller; please check the file."),
    Fault.UNDECODABLE: _("The characters cannot be read. Please save the file as UTF-8 and try again."),
    Fault.TIME_UNREADABLE: _("The time “%(was)s” cannot be read. Please write it like 00:01:02.500 --> 00:01:05.000."),
    Fault.NO_TIME: _("“%(was)s” stands before the first time. Please remove it or give it a time."),
    Fault.NOTHING: _("There is no caption in the file. Please choose a file in the format VTT or SRT."),
    Fault.TOO_MANY: _("There are more than 20,000 captions in the file. Please divide the recording."),
    Fault.WRONG_RECORDING: _(
        "Most captions begin after the recording has ended. Please check that they belong to it, or shift them first."
    ),
}
REFUSED: Final = frozenset(
    {
        Fault.TOO_LARGE,
        Fault.UNDECODABLE,
        Fault.TIME_UNREADABLE,
        Fault.NO_TIME,
        Fault.NOTHING,
        Fault.TOO_MANY,
        Fault.WRONG_RECORDING,
    }
)
LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` counts from 1; 0 is the file as a whole."""

    fault: Fault
    line: int = 0
    was: str = ""
    became: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing could be done about it."""
        return self.fault in REFUSED

    @property
    def sentence(self) -> str:
        """In the active language."""
        return str(SENTENCES[self.fault]) % {"was": quoted(self.was), "became": quoted(self.became)}


def quoted(text: str) -> str:
    """Short enough for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"
