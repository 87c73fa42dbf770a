"""What can go wrong with viewing and the ledger, as codes with sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid, SchoolError, Unauthenticated


class NothingToWatch(Invalid):
    """The lecture has no recording that can be watched: it is read, answered or attended."""

    code = "nothing-to-watch"
    sentence = _("This lecture has no recording to watch.")


class NothingToRead(Invalid):
    """The lecture is not a text, or its published text has no such section."""

    code = "nothing-to-read"
    sentence = _("This lecture has no such section to read.")


class TokenExpired(Unauthenticated):
    """The viewing token is not ours, was changed, or is too old to deliver anything."""

    code = "token-expired"
    sentence = _("This viewing session has ended. Please open the lecture again.")


class BeatsMalformed(Invalid):
    """The body of a report of beats cannot be read."""

    code = "beats-malformed"
    sentence = _("This report of what was played cannot be read.")


class BusyRecording(SchoolError):
    """The group could not be stored; nothing was counted, so the device sends it again."""

    code = "try-again"
    status = 503
    sentence = _("Your progress could not be stored just now. It stays on this device and is sent again.")


class AlreadyReversed(Conflict):
    """Two people reverse one entry, or one that is itself a counter-entry."""

    code = "already-reversed"
    sentence = _("This entry has already been taken back.")


class ReasonMissing(Invalid):
    code = "reason-missing"
    sentence = _("Please say why the hours are taken back.")


class LedgerIsAppendOnly(SchoolError):
    """A programming error: something tried to change a line of the ledger."""

    code = "ledger-is-append-only"
    status = 500
    sentence = _("A line of the ledger cannot be changed. Please write a counter-entry.")
