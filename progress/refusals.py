"""What is refused is said: a sentence for every reason why a beat was not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from progress.beats import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[Refusal, _StrPromise] = {
    Refusal.MALFORMED: _("This report cannot be read, so it was not counted."),
    Refusal.NOTHING_PLAYED: _("Nothing was played in this time."),
    Refusal.OUTSIDE_RECORDING: _("This part lies outside the recording."),
    Refusal.BEFORE_START: _("This time lies before the lecture was opened."),
    Refusal.IN_THE_FUTURE: _("This time has not passed yet by our clock."),
    Refusal.SESSION_OVER: _("This viewing session has ended. Please open the lecture again."),
    Refusal.VIEWING_CLOSED: _("This was played after the sign-in ended or the lecture was closed."),
    Refusal.SEQ_REUSED: _("Another report was already counted under this number."),
    Refusal.TIME_ALREADY_SPENT: _("This time was already counted, perhaps in another window or on another device."),
    Refusal.TOO_FAST: _("More was reported as played than fits into this time."),
    Refusal.OFFLINE_LIMIT: _("The time without a connection that counts on one day is used up."),
    Refusal.TOO_SCATTERED: _("Too many pieces shorter than half a second were reported."),
}
