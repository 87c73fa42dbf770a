"""What can go wrong around a study session, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid, TooMany


class RoomNotOpen(Conflict):
    code = "room-not-open"
    sentence = _("This room is not open, so nothing can be said in it now.")


class EmptyMessage(Invalid):
    code = "empty-message"
    sentence = _("Please write something first.")


class MessageTooLong(Invalid):
    code = "message-too-long"
    sentence = _("A message holds %(limit)s characters; yours has %(length)s. Please shorten it or send it in two.")


class SpeakingTooFast(TooMany):
    code = "speaking-too-fast"
    sentence = _("That was a little fast. Please wait %(seconds)s seconds before the next message.")


class UnreadableFrame(Invalid):
    code = "unreadable-frame"
    sentence = _("This message could not be read. Please load the page again.")


class FrameTooLong(Invalid):
    code = "frame-too-long"
    sentence = _("This message is too long to be sent.")


class FramesTooFast(TooMany):
    code = "frames-too-fast"
    sentence = _("That was a little fast. Please wait a moment and try again.")


class WrongState(Conflict):
    code = "session-in-another-state"
    sentence = _("This session is %(state)s now, so this can no longer be done. Please load the page again.")


class SessionTimesOutOfOrder(Invalid):
    code = "session-times-out-of-order"
    sentence = _("The session has to end after it begins.")


class PlannedTimeDoesNotFit(Invalid):
    code = "planned-time-does-not-fit"
    sentence = _("The study time must be at least one minute and fit between beginning and end.")


class LectureNotForGroups(Invalid):
    code = "lecture-not-for-groups"
    sentence = _("“%(title)s” cannot be studied together. Please choose another lecture.")


class RegisterIncomplete(Invalid):
    code = "register-incomplete"
    sentence = _("Please mark everybody who was due: %(count)s members are still without a mark.")


class NotDue(Invalid):
    code = "not-due"
    sentence = _("The register contains somebody who was not due at this session. Please load the page again.")


class CorrectionNeedsReason(Invalid):
    code = "correction-needs-reason"
    sentence = _("The register has been confirmed. Please say why it is corrected.")
