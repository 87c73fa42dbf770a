"""What an institution decides about imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.policies.registry import Policy, register_policy

POLICIES = (
    Policy(
        key="organisation.identity_matching",
        kind="yes_no",
        default=False,
        label=_("Recognise people by their ID number"),
        effect=_(
            "When on, imports keep ID numbers, encrypted, and notice when two rows are the same person. "
            "When off, a column of ID numbers is passed over and nothing of it is kept."
        ),
        group="retention",
        administrator="security_administrator",
    ),
)


def register_policies() -> None:
    """Called when the app is ready."""
    for policy in POLICIES:
        register_policy(policy)
