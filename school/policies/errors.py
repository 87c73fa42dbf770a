"""What can be wrong with a policy somebody wants to set."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid, NotFound


class PolicyUnknown(NotFound):
    code = "policy-unknown"
    sentence = _("There is no such policy.")


class PolicyValueRefused(Invalid):
    """`why` is the sentence that tells what would fit."""

    code = "policy-value-refused"
    sentence = _("This value cannot be set: %(why)s")


class ReasonMissing(Invalid):
    code = "policy-reason-missing"
    sentence = _("Please write why. The reason is kept with the change.")


class PolicyChangedMeanwhile(Conflict):
    code = "policy-changed-meanwhile"
    sentence = _("Somebody else changed this policy in the meantime. Please look at the new value first.")
