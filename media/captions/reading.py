"""Reads captions as people and programs really write them, WebVTT or SubRip, and says what it put right. Pure.

For a well-formed WebVTT file the outcome is exactly that of `webvtt.parse`; what that algorithm would drop in silence
is mended here, or refused with its line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from media.captions.cues import ARROW, Captions, Cue, Region
from media.captions.findings import Fault, Finding
from media.captions.settings import Settings, cue_settings
from media.captions.srt import cue_text_of
from media.captions.stamps import MOST_DIGITS, loose_stamp, srt_stamp, stamp
from media.captions.webvtt import parse, split_lines, timing

ARROWS: Final = (ARROW, "—>", "–>", "->", "=>", "→", "--＞")
SIGNATURE: Final = "WEBVTT"
BLOCKS: Final = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a text. `lines[i]` is the line of the times of cue i."""

    captions: Captions
    lines: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What could not be repaired; nothing may be saved while there is any."""
        return tuple(finding for finding in self.findings if finding.refused)


@dataclass(frozen=True, slots=True)
class _Timing:
    """A line of times: its index, and where the lines of its cue begin (an identifier may stand before)."""

    at: int
    head: int
    start: int
    end: int
    settings: Settings


def read_text(text: str) -> Reading:
    """Read a decoded text; its times are left as they are, see `mending.mend`."""
    reader = _Reader(text)
    reader.read()
    captions = Captions(tuple(reader.cues), reader.styles, reader.regions)
    return Reading(captions, tuple(reader.places), tuple(reader.findings))


class _Reader:
    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self.cues: list[Cue] = []
        self.places: list[int] = []
        self.styles: tuple[str, ...] = ()
        self.regions: tuple[Region, ...] = ()
        self.region_names: frozenset[str] = frozenset()
        self.lines = self._cleaned(split_lines(text))
        self.is_vtt = self._signed()

    def read(self) -> None:
        if self.is_vtt:
            known = parse("\n".join(self.lines)).captions
            self.styles, self.regions = known.styles, known.regions
            self.region_names = frozenset(region.identifier for region in known.regions)
        timings = self._timings()
        self._preface(timings[0].head if timings else len(self.lines))
        for number, times in enumerate(timings, start=1):
            end = timings[number].head if number < len(timings) else len(self.lines)
            self._cue(times, end, number)
            if number < len(timings) and self.lines[end - 1] and end - 1 > times.at:
                self._note(Fault.NO_BLANK_LINE, end)

    def _note(self, fault: Fault, index: int, was: str = "", became: str = "") -> None:
        self.findings.append(Finding(fault, index + 1, was, became))

    def _cleaned(self, lines: list[str]) -> list[str]:
        for index, line in enumerate(lines):
            if "\ufeff" in line:
                self._note(Fault.STRAY_MARK, index)
        lines = [line.replace("\ufeff", "") for line in lines]
        return [line if line.strip(" \t\u3000") else "" for line in lines]

    def _signed(self) -> bool:
        """Whether this is WebVTT; a signature that is only misspelt or comes late is put right."""
        first = next((index for index, line in enumerate(self.lines) if line), 0)
        line = self.lines[first]
        if not line.strip().upper().startswith(SIGNATURE):
            return False
        if first or not line.startswith(SIGNATURE) or (len(line) > 6 and line[6] not in " \t"):
            self._note(Fault.SIGNATURE, first, line)
            self.lines[first] = ""
            self.lines[0] = SIGNATURE
        return True

    def _timings(self) -> list[_Timing]:
        found: list[_Timing] = []
        for index, line in enumerate(self.lines):
            if (read := self._times(index, line)) is not None:
                free_from = found[-1].at + 1 if found else 0
                found.append(_Timing(index, self._head(index, free_from), *read))
        return found

    def _times(self, index: int, line: str) -> tuple[int, int, Settings] | None:
        if ARROW in line and (exact := timing(line, self.region_names)) is not None:
            if not self.is_vtt:
                self._note(Fault.TIME_FORM, index, line, f"{stamp(exact[0])} {ARROW} {stamp(exact[1])}")
            return exact
        for arrow in ARROWS:
            left, found, right = line.partition(arrow)
            if not found:
                continue
            if arrow != ARROW and not self._may_begin(index):
                continue
            words = right.split()
            start, end = loose_stamp(left), loose_stamp(words[0]) if words else None
            if start is None or end is None:
                continue
            self._tell_form(index, line, start, end, words[1:])
            return start, end, cue_settings(" ".join(words[1:]), self.region_names) if self.is_vtt else ()
        if ARROW in line:
            # Still the place of a caption, so that the lines around it are not complained about too.
            self._note(Fault.TIME_UNREADABLE, index, line)
            return 0, 0, ()
        return None

    def _may_begin(self, index: int) -> bool:
        """An unusual arrow counts only where a cue can begin: people also say “from 3:20 → 4:10”."""
        before = self.lines[index - 1] if index else ""
        return not before or _counter(before) is not None

    def _tell_form(self, index: int, line: str, start: int, end: int, rest: list[str]) -> None:
        usual = f"{srt_stamp(start)} {ARROW} {srt_stamp(end)}"
        if self.is_vtt or not line.startswith(usual):
            self._note(Fault.TIME_FORM, index, line, f"{stamp(start)} {ARROW} {stamp(end)}")
        if rest and not self.is_vtt:
            self._note(Fault.PLACE, index, " ".join(rest))

    def _head(self, index: int, free_from: int) -> int:
        """Where the cue of these times begins: with its identifier or counter, if one stands right before."""
        before = index - 1
        if before < free_from or not self.lines[before] or (self.is_vtt and before == 0):
            return index
        numbered = _counter(self.lines[before]) is not None
        if before == 0 or not self.lines[before - 1]:
            return before if self.is_vtt or numbered else index
        # Where the blank line is missing, only a bare number betrays that a new cue begins.
        return before if numbered and before > free_from else index

    def _preface(self, end: int) -> None:
        """What stands before the first cue: a header, styles, regions, comments – anything else has no time."""
        for index, block in _blocks(self.lines, 0, end):
            if self.is_vtt and (index == 0 or _names_block(block[0])):
                if block[0].startswith("NOTE"):
                    self._note(Fault.COMMENT, index)
                continue
            self._note(Fault.NO_TIME, index, block[0])

    def _cue(self, times: _Timing, end: int, number: int) -> None:
        identifier = self.lines[times.head] if self.is_vtt and times.head < times.at else ""
        if not self.is_vtt and (times.head == times.at or _counter(self.lines[times.head]) != number):
            self._note(Fault.COUNTER, times.head)
        kept: list[str] = []
        for index, block in _blocks(self.lines, times.at + 1, end):
            if index > times.at + 1:
                if self.is_vtt and _names_block(block[0]):
                    self._note(Fault.COMMENT if block[0].startswith("NOTE") else Fault.LATE_BLOCK, index)
                    continue
                self._note(Fault.BLANK_INSIDE, index, " ".join(block))
            kept += block
        self.cues.append(Cue(times.start, times.end, "\n".join(kept), identifier, times.settings))
        self.places.append(times.at + 1)
        if not self.is_vtt:
            self._from_srt(times, kept)

    def _from_srt(self, times: _Timing, kept: list[str]) -> None:
        text, settings = cue_text_of(kept)
        if text.tidied != text.raw:
            self._note(Fault.TAGS, times.at + 1, text.raw, text.tidied)
        self.cues[-1] = Cue(times.start, times.end, text.cue_text, "", settings)


def _blocks(lines: list[str], begin: int, end: int) -> list[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the index of its first."""
    found: list[tuple[int, list[str]]] = []
    running = False
    for index in range(begin, end):
        if lines[index]:
            if running:
                found[-1][1].append(lines[index])
            else:
                found.append((index, [lines[index]]))
        running = bool(lines[index])
    return found


def _counter(line: str) -> int | None:
    """The number that stands alone in a line."""
    digits = line.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None


def _names_block(line: str) -> bool:
    word = line.split(maxsplit=1)[0] if line.strip() else ""
    return word in BLOCKS and (word == "NOTE" or line.strip() == word)
