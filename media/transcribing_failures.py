"""Why a draft could not be made by machine, in words. Pure."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class TranscribingFailure(StrEnum):
    """The codes kept on the row."""

    NO_SOUND = "no-sound"
    COMMAND_FAILED = "command-failed"
    TOO_SLOW = "too-slow"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"


SENTENCES: Final = {
    TranscribingFailure.NO_SOUND: _("The sound of the recording could not be read."),
    TranscribingFailure.COMMAND_FAILED: _(
        "The speech-to-text program ended with an error. Please tell the administrator."
    ),
    TranscribingFailure.TOO_SLOW: _("The speech-to-text service took too long. Please try again later."),
    TranscribingFailure.UNREACHABLE: _("The speech-to-text service cannot be reached. Please try again later."),
    TranscribingFailure.REFUSED: _("The speech-to-text service refused the recording. Please tell the administrator."),
    TranscribingFailure.UNREADABLE: _("What the speech-to-text service answered were no captions."),
    TranscribingFailure.TOO_LARGE: _("The recording is too long for the speech-to-text service."),
}
PASSING: Final = frozenset({TranscribingFailure.UNREACHABLE, TranscribingFailure.TOO_SLOW})
"""Worth another attempt without anything changing here."""


class TranscribingFailed(Exception):
    """One attempt came to nothing; `failure` says why."""

    def __init__(self, failure: TranscribingFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure
