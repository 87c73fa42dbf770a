"""Refusals around one's account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, NotFound


class FactorNeeded(Forbidden):
    code = "factor-needed"
    sentence = _("This needs a second factor at sign-in. Please add one in your settings first.")


class ConfirmationNeeded(Forbidden):
    code = "confirmation-needed"
    sentence = _("Please confirm on a page first that it is you, with your factor or your password.")


class OwnAccount(Forbidden):
    code = "own-account"
    sentence = _("Nobody administers her own account. Please ask another security administrator.")


class CannotAssist(Forbidden):
    code = "cannot-assist"
    sentence = _(
        "This account reaches further than your office, or it is closed. Its owner can ask for a link by mail, or a "
        "wider office can help."
    )


class CannotInvite(Forbidden):
    code = "cannot-invite"
    sentence = _("This person has signed in before, holds a wider office, or has left, and cannot be invited by you.")


class InvitationOver(Conflict):
    code = "invitation-over"
    sentence = _("This invitation is no longer waiting. Please load the list again.")


class SheetAlreadyMade(Conflict):
    code = "sheet-already-made"
    sentence = _(
        "These codes were shown once and cannot be shown again. For people whose code is lost, please make new ones."
    )


class EntryOver(NotFound):
    code = "entry-over"
    sentence = _("This code or link was used already, was replaced, or has run out. Please ask for a new one.")
