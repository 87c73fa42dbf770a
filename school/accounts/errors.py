"""Refusals around one's account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Forbidden


class FactorNeeded(Forbidden):
    code = "factor-needed"
    sentence = _("This needs a second factor at sign-in. Please add one in your settings first.")


class ConfirmationNeeded(Forbidden):
    code = "confirmation-needed"
    sentence = _("Please confirm on a page first that it is you, with your factor or your password.")
