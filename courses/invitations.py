"""To whom a course is opened, as an author says it: an organisation with everything under it, or some of its people.

One rule in three forms that a property test holds together: `is_invited` about one person, `opened` about the rows
that carry an invitation, `members_invited` about the people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from school.organisation.authority import Authority
from school.organisation.models import Member, Office, Organisation, Role, Stage
from school.organisation.models.member import MemberQuerySet
from school.organisation.scope import NOTHING, within_paths
from school.organisation.tree_paths import is_within, prefixes


@dataclass(frozen=True)
class Invitation:
    """Everybody who belongs to `organisation` or below it; with `stage`, only who stands at that stage of membership.

    With `role`, whoever holds such an office there or below today, wherever she belongs herself. Empty means any.
    """

    organisation: Organisation
    stage: str = ""
    role: str = ""

    def __str__(self) -> str:
        """“second branch: full member, branch secretary”, in the active language."""
        return in_words(self.organisation, stage=self.stage, role=self.role)


def in_words(organisation: Organisation, *, stage: str, role: str) -> str:
    """“second branch: full member, branch secretary”, in the active language."""
    narrowed: list[str | Promise] = [Stage(stage).label] if stage else []
    narrowed += [Role(role).label] if role else []
    if not narrowed:
        return str(organisation)
    who = " · ".join(str(word) for word in narrowed)
    return _("%(organisation)s: %(who)s") % {"organisation": organisation, "who": who}


def invitations(audiences: Iterable[Organisation | Invitation]) -> tuple[Invitation, ...]:
    """Each as an invitation, once, in the order given; an organisation alone invites everybody in it and below."""
    said = (one if isinstance(one, Invitation) else Invitation(one) for one in audiences)
    return tuple(dict.fromkeys(said))


def is_invited(authority: Authority, *, path: str, stage: str, role: str) -> bool:
    """Whether an invitation to this place, stage and role reaches the person. Twin of `opened`."""
    if stage and stage != authority.stage:
        return False
    if role:
        return any(grant.role == role and is_within(grant.path, path) for grant in authority.grants)
    return is_within(authority.place, path)


def reach_of(authority: Authority) -> dict[str, list[str]]:
    """What `opened` asks of a person: her stages, and in which roles she is invited by which places. The role "" is
    belonging; `paths_n` are the places of the n-th role."""
    ways: dict[str, set[str]] = defaultdict(set)
    if authority.place:
        ways[""].update(prefixes(authority.place))
    for grant in authority.grants:
        ways[grant.role].update(prefixes(grant.path))
    places = {f"paths_{n}": sorted(paths) for n, (_role, paths) in enumerate(sorted(ways.items()))}
    stages = ["", authority.stage] if authority.stage else [""]
    return {"stages": stages, "roles": sorted(ways), **places}


def opened(reach: Mapping[str, Any]) -> Q:
    """Rows with `organisation`, `stage` and `role` that reach the person. Twin of `is_invited`.

    From what `reach_of` says, or from the places of it in a composed statement.
    """
    ways = [Q(role=role, organisation__path__in=reach[f"paths_{n}"]) for n, role in enumerate(reach["roles"])]
    return reduce(or_, ways) & Q(stage__in=reach["stages"]) if ways else NOTHING


def members_invited(invited: Sequence[Invitation], *, on: date) -> MemberQuerySet:
    """The people whom any of the invitations reaches that day, each once."""
    return Member.objects.canonical().filter(_reached_by_any(invited, on))


def count_invited(audiences: Sequence[Sequence[Invitation]], *, on: date) -> tuple[int, ...]:
    """How many people each of these lists reaches that day; one query for all of them."""
    reached = [_reached_by_any(invited, on) for invited in audiences]
    counts = {f"reached_{number}": Count("pk", filter=one) for number, one in enumerate(reached)}
    found = Member.objects.canonical().filter(reduce(or_, reached, NOTHING)).aggregate(**counts)
    return tuple(found[name] for name in counts)


def _reached_by_any(invited: Sequence[Invitation], on: date) -> Q:
    return reduce(or_, (_reached_by(one, on) for one in invited), NOTHING)


def _reached_by(one: Invitation, on: date) -> Q:
    if one.role:
        held = Office.objects.held_on(on).filter(within_paths("organisation__path", [one.organisation.path]))
        reached = Q(pk__in=held.filter(role=one.role).values("member"))
    else:
        reached = Q(pk__in=Member.objects.affiliated_within(one.organisation.path, on=on).values("pk"))
    return reached & Q(stage=one.stage) if one.stage else reached
