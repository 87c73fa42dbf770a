"""Who may give which office, and where (DOMAIN §1.12). Nobody gives one to herself."""

from __future__ import annotations

from django.db.models import Q

from school.organisation.authority import Authority, Grant, Right
from school.organisation.models import ADMINISTRATORS, DEPARTED, Member, Office, Organisation, Role
from school.organisation.models.member import MemberQuerySet
from school.organisation.models.office import OfficeQuerySet
from school.organisation.models.organisation import OrganisationQuerySet
from school.organisation.scope import within_paths
from school.organisation.tree_paths import is_root

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
    """Whether she may give this office at this place to somebody else; an administrator's only at the root."""
    right = right_to_give(role)
    fits = not is_administrator(role) or is_root(path)
    return fits and right is not None and authority.covers(right, path)


def roles_to_give(authority: Authority, path: str) -> list[Role]:
    """The offices she may give at this place."""
    return [role for role in Role if can_give(authority, role=role, path=path)]


def gives_anything(authority: Authority) -> bool:
    """Whether there is an office that she may give anywhere."""
    return any(right is not None and authority.has(right) for right in map(right_to_give, Role))


def places_to_give_at(authority: Authority) -> OrganisationQuerySet:
    """Open organisations where she may give some office; the twin of `roles_to_give`."""
    below = authority.paths(Right.APPOINT) + authority.paths(Right.APPOINT_HOSTS)
    guarded = [path for path in authority.paths(Right.ADMINISTER_SECURITY) if is_root(path)]
    return Organisation.objects.filter(within_paths("path", below) | Q(path__in=guarded)).still_open()


def offices_to_give_in(authority: Authority, *, role: str, path: str) -> tuple[Grant, ...]:
    """Her own offices that allow it, the nearest first."""
    right = right_to_give(role)
    return () if right is None else authority.grants_for(right, path)


def candidates(authority: Authority, *, role: str) -> MemberQuerySet:
    """Whom she may give this office to: people within reach of the right who are in service, never herself."""
    right = right_to_give(role)
    reach = Member.objects.on_file_for(authority, right) if right else Member.objects.get_queryset().none()
    return reach.exclude(status__in=DEPARTED).exclude(pk=authority.member_id)


def offices_in_sight(authority: Authority) -> OfficeQuerySet:
    """Offices where she oversees people, her own, and those of administrators for who appoints these."""
    overseen = within_paths("organisation__path", authority.paths(Right.OVERSEE_MEMBERS))
    guarded = within_paths("organisation__path", authority.paths(Right.ADMINISTER_SECURITY))
    own = Q(member=authority.member_id)
    return Office.objects.filter(overseen | (guarded & Q(role__in=ADMINISTRATORS)) | own)


def is_administrator(role: str) -> bool:
    """Whether this is one of the three roles that exclude each other."""
    return role in ADMINISTRATORS


def is_same_person(first: Member, second: Member) -> bool:
    """Whether two records are one person: the same, or one a duplicate that stands for the other."""
    return (first.stands_for_id or first.pk) == (second.stands_for_id or second.pk)
