"""Which ones may she? May she, on this one? Both say the same as plain counting on fingers, over any little world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.organisation.authority import RIGHTS_OF_ROLE, Right, authority_of
from school.organisation.models import ADMINISTRATORS, Affiliation, BuiltInKind, Member, Office, Organisation, Role
from school.organisation.people import Wanted, number_within_reach, people_within_reach
from school.organisation.permissions import can_open_file, can_oversee
from school.organisation.services.founding import found_organisation

days = st.integers(-30, 30)
# One person's places: how many days each lasts (None: still), with gaps between.
periods = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60) | st.none(), st.integers(0, 9)), max_size=3)
people = st.lists(st.tuples(st.integers(-60, 20), periods, st.booleans()), min_size=1, max_size=5)
terms = st.lists(
    st.tuples(st.sampled_from([*Role]), st.integers(0, 9), days, st.integers(0, 60) | st.none()), max_size=5
)
shapes = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=8)


@dataclass(frozen=True)
class Held:
    """A period as written down: from a day, to the first day no longer."""

    node: int
    starts_on: date
    ends_on: date | None
    role: str = ""

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class LittleWorld:
    """Rows written as drawn, and beside them the same facts as plain lists."""

    def __init__(self, shape, drawn_people, drawn_terms, today: date) -> None:
        self.today, self.parents = today, [None]
        self.nodes = [found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委")]
        for number, (above, is_closed) in enumerate(shape):
            place = above % len(self.nodes)
            node = found_organisation(parent=self.nodes[place], kind=BuiltInKind.BRANCH, name=f"支部{number}")
            if is_closed:
                Organisation.objects.filter(pk=node.pk).update(closed_on=today)
            self.nodes.append(node)
            self.parents.append(place)
        self.people: list[tuple[Member, list[Held], bool]] = []
        for number, (begin, some, is_double) in enumerate(drawn_people):
            self._person(number, begin, some, is_double=is_double)
        self.observer = Member.objects.create(number="OBSERVER", name="某", password="!")
        self.terms: list[Held] = []
        for role, place, start, length in drawn_terms:
            self._office(role, place % len(self.nodes), start, length)

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _person(self, number: int, begin: int, some, *, is_double: bool) -> None:
        first = self.people[0][0] if self.people and is_double else None
        member = Member.objects.create(number=f"N{number}", name="某", password="!", stands_for=first)
        held, at = [], begin
        for gap, length, place in some:
            start = at + gap
            end = None if length is None else start + length
            held.append(Held(place % len(self.nodes), self._day(start), None if end is None else self._day(end)))
            if end is None:
                break
            at = end
        for one in held:
            Affiliation.objects.create(
                member=member, organisation=self.nodes[one.node], starts_on=one.starts_on, ends_on=one.ends_on
            )
        self.people.append((member, held, first is not None))

    def _office(self, role: str, place: int, start: int, length: int | None) -> None:
        taken = any(one.role == role and one.node == place for one in self.terms)
        excluded = role in ADMINISTRATORS and any(one.role in ADMINISTRATORS for one in self.terms)
        if taken or excluded:
            return
        held = Held(place, self._day(start), None if length is None else self._day(start + length), role)
        Office.objects.create(
            member=self.observer,
            organisation=self.nodes[place],
            role=role,
            starts_on=held.starts_on,
            ends_on=held.ends_on,
        )
        self.terms.append(held)

    def reached(self, right: Right) -> set[int]:
        """Nodes that lie at or below an office in force with this right, by walking up from each."""
        roots = {
            one.node for one in self.terms if one.holds_on(self.today) and right in RIGHTS_OF_ROLE.get(one.role, ())
        }
        return {node for node in range(len(self.nodes)) if roots & set(self._above(node))}

    def _above(self, node: int | None) -> list[int]:
        found = []
        while node is not None:
            found.append(node)
            node = self.parents[node]
        return found

    def overseen(self, right: Right) -> set[int]:
        reached = self.reached(right)
        return {
            member.pk
            for member, held, is_double in self.people
            if not is_double and any(one.node in reached for one in held if one.holds_on(self.today))
        }

    def on_file(self, right: Right) -> set[int]:
        """The overseen, and for an office at the root also who belongs nowhere today."""
        at_root = 0 in self.reached(right)
        nowhere = {
            member.pk
            for member, held, is_double in self.people
            if not is_double and not any(one.holds_on(self.today) for one in held)
        }
        observer = {self.observer.pk}
        return self.overseen(right) | (nowhere | observer if at_root else set())


def wishes(world: LittleWorld) -> list[Wanted]:
    """The whole list, those nowhere, and each place; ordered by places, which joins more."""
    return [
        Wanted(),
        Wanted(nowhere=True),
        *(Wanted(within=node, order=order) for node in world.nodes[:3] for order in ("name", "place")),
    ]


@pytest.mark.pg
@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=shapes, drawn_people=people, drawn_terms=terms)
def test_querysets_object_checks_and_fingers_agree(shape, drawn_people, drawn_terms, at):
    with transaction.atomic():
        world = LittleWorld(shape, drawn_people, drawn_terms, timezone.localdate(at))
        authority = authority_of(world.observer, at=at)
        everybody = list(Member.objects.all())
        for right in Right:
            reached = {world.nodes[node].pk for node in world.reached(right)}
            assert set(Organisation.objects.overseen_by(authority, right).values_list("pk", flat=True)) == reached
            assert {node.pk for node in world.nodes if authority.covers(right, node.path)} == reached
            assert authority.has(right) == bool(reached)
            assert authority.covers_everything(right) == (world.nodes[0].pk in reached)

            overseen = list(Member.objects.overseen_by(authority, right).values_list("pk", flat=True))
            assert len(overseen) == len(set(overseen)), "each person once"
            one_by_one = {one.pk for one in everybody if can_oversee(authority, one, at=at, right=right)}
            assert set(overseen) == one_by_one == world.overseen(right)

            on_file = set(Member.objects.on_file_for(authority, right).values_list("pk", flat=True))
            one_by_one = {one.pk for one in everybody if can_open_file(authority, one, at=at, right=right)}
            assert on_file == one_by_one == world.on_file(right)

        on_file = {member.pk for member in Member.objects.on_file_for(authority, Right.OVERSEE_MEMBERS)}
        assert {member.pk for member in people_within_reach(authority, Wanted(order="place"))} == on_file
        for wanted in wishes(world):
            listed = list(people_within_reach(authority, wanted))
            assert number_within_reach(authority, wanted) == len(set(listed)) == len(listed)
            assert {member.pk for member in listed} <= on_file
        transaction.set_rollback(True)
