"""Who may give which office, and where (DOMAIN §1.12). Nobody gives one to herself."""

from __future__ import annotations

from school.organisation.authority import Authority, Grant, Right
from school.organisation.models import ADMINISTRATORS, Member, Role
from school.organisation.tree_paths import outermost

_BY_ANOTHER_RIGHT: dict[str, Right | None] = {
    Role.HOST: Right.APPOINT_HOSTS,
    Role.SYSTEM_ADMINISTRATOR: Right.ADMINISTER_SECURITY,
    Role.AUDIT_ADMINISTRATOR: Right.ADMINISTER_SECURITY,
    # Only by whoever runs the machine: `manage.py appoint`.
    Role.SECURITY_ADMINISTRATOR: None,
}


def right_to_give(role: str) -> Right | None:
    """The right by which this office is given, ended and handed over; None: by nobody through the product."""
    return _BY_ANOTHER_RIGHT.get(role, Right.APPOINT)


def can_give(authority: Authority, *, role: str, path: str) -> bool:
    """Whether she may give this office at this place to somebody else."""
    right = right_to_give(role)
    return right is not None and authority.covers(right, path)


def roles_to_give(authority: Authority, path: str | None = None) -> list[Role]:
    """The offices she may give at this place, or anywhere."""
    return [
        role
        for role in Role
        if (right := right_to_give(role)) is not None
        and (authority.has(right) if path is None else authority.covers(right, path))
    ]


def giving_paths(authority: Authority, *roles: str) -> tuple[str, ...]:
    """Roots of the subtrees where she may give any of these offices (none named: any office at all)."""
    rights = {right_to_give(role) for role in roles or tuple(Role)}
    return outermost([path for right in rights if right is not None for path in authority.paths(right)])


def offices_to_give_in(authority: Authority, *, role: str, path: str) -> tuple[Grant, ...]:
    """Her own offices that allow it, the nearest first."""
    right = right_to_give(role)
    return () if right is None else authority.grants_for(right, path)


def is_administrator(role: str) -> bool:
    """Whether this is one of the three roles that exclude each other."""
    return role in ADMINISTRATORS


def is_same_person(first: Member, second: Member) -> bool:
    """Whether two records are one person: the same, or one a duplicate that stands for the other."""
    return (first.stands_for_id or first.pk) == (second.stands_for_id or second.pk)
