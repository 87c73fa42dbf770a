"""Lines of offices against the register."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from school.importing.interpreting import Reading
from school.importing.planning.judged import Judged
from school.importing.planning.places import Misplaced, Place, Places
from school.importing.planning.standing import Standing, by_number
from school.organisation.authority import Authority
from school.organisation.giving import can_give
from school.organisation.models import ADMINISTRATORS, DEPARTED, Office, Role
from school.organisation.names import fold


@dataclass(frozen=True)
class _Held:
    """An office that the member holds or held."""

    starts_on: date
    ends_on: date | None


Key = tuple[str, str, str]
"""Member number, public id of the organisation, role."""


class OfficesPlanner:
    """`authority` is that of whoever imports: nobody gives by import what she may not give by hand."""

    needs_first_look = False

    def __init__(self, *, places: Places, today: date, is_whole_tree: bool, authority: Authority) -> None:
        self.places = places
        self.today = today
        self.is_whole_tree = is_whole_tree
        self.authority = authority

    def first_look(self, reading: Reading) -> None:
        """Nothing: no line of offices refers to another."""

    def unique_values(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        if not {"number", "organisation", "role", "starts_on"} <= set(values):
            return {}
        found = self.places.named(values["organisation"])
        place = found[0].public_id if found else values["organisation"][:60]
        return {"role": f"{values['number']}\x1f{place}\x1f{values['role']}\x1f{values['starts_on']}"}

    def judge(self, readings: list[Reading]) -> list[Judged]:
        numbers = {reading.values["number"] for reading in readings if "number" in reading.values}
        members = by_number(numbers, on=self.today, with_identity=False)
        held: dict[Key, list[_Held]] = defaultdict(list)
        rows = Office.objects.filter(member__number__in=numbers).order_by("starts_on")
        columns = ("member__number", "organisation__public_id", "role", "starts_on", "ends_on")
        for number, place, role, starts_on, ends_on in rows.values_list(*columns):
            held[number, place, role].append(_Held(starts_on, ends_on))
        return [self._judge(reading, members, held) for reading in readings]

    def _judge(self, reading: Reading, members: dict[str, Standing], held: dict[Key, list[_Held]]) -> Judged:
        judged = Judged(reading, title=reading.data.get("name", reading.data.get("number", ""))[:200])
        member = self._member(reading, members)
        place = self._place(reading)
        if not reading.findings and member is not None and place is not None:
            judged.title, judged.target = member.parts["name"], member.public_id
            self._plan(judged, place, held[member.number, place.public_id, reading.values["role"]])
        if reading.findings or judged.is_new or judged.after:
            # What is recorded already may stand in the sheet, whoever once gave it.
            self._judge_days(reading, place)
            self._judge_role(reading, member, place)
        return judged

    def _member(self, reading: Reading, members: dict[str, Standing]) -> Standing | None:
        if "number" not in reading.values:
            return None
        member = members.get(reading.values["number"])
        if member is None or not member.is_within(self.places.root, is_whole_tree=self.is_whole_tree):
            reading.blame("number", "member-unknown")
            return None
        if member.stands_for is not None:
            reading.blame("number", "number-merged")
        elif member.parts["status"] in DEPARTED:
            reading.blame("number", "member-departed")
        elif "name" in reading.values and fold(reading.values["name"]) != fold(member.parts["name"]):
            reading.blame("name", "name-differs")
        return member

    def _place(self, reading: Reading) -> Place | None:
        if "organisation" not in reading.values:
            return None
        try:
            return self.places.find(reading.values["organisation"])
        except Misplaced as misplaced:
            reading.blame("organisation", f"organisation-{misplaced.code}", **misplaced.facts)
            return None

    def _judge_days(self, reading: Reading, place: Place | None) -> None:
        starts_on, ends_on = reading.values.get("starts_on"), reading.values.get("ends_on")
        if starts_on and starts_on > self.today:
            reading.blame("starts_on", "date-in-future", date=starts_on.isoformat())
        if starts_on and ends_on and ends_on <= starts_on:
            reading.blame("ends_on", "date-of-office")
        founded_on = place.founded_on if place else None
        if starts_on and founded_on and starts_on < founded_on:
            reading.blame("starts_on", "founded-before-parent", date=founded_on.isoformat())

    def _judge_role(self, reading: Reading, member: Standing | None, place: Place | None) -> None:
        role = reading.values.get("role")
        if role is None:
            return
        if role in ADMINISTRATORS:
            reading.blame("role", "role-administrator")
        elif place is not None and not can_give(self.authority, role=Role(role), path=place.path):
            reading.blame("role", "role-not-yours")
        elif member is not None and member.pk == self.authority.member_id:
            reading.blame("number", "own-office")

    @staticmethod
    def _plan(judged: Judged, place: Place, held: list[_Held]) -> None:
        values = judged.reading.values
        starts_on, ends_on = values["starts_on"], values.get("ends_on")
        same = next((office for office in held if office.starts_on == starts_on), None)
        overlapping = [
            office
            for office in held
            if office is not same
            and (office.ends_on is None or office.ends_on > starts_on)
            and (ends_on is None or office.starts_on < ends_on)
        ]
        if overlapping:
            judged.reading.blame("starts_on", "office-recorded", date=overlapping[0].starts_on.isoformat())
            return
        key = {
            "number": values["number"],
            "organisation": place.public_id,
            "role": values["role"],
            "starts_on": starts_on.isoformat(),
        }
        if same is None:
            judged.is_new = True
            judged.after = key | ({"ends_on": ends_on.isoformat()} if ends_on else {})
        elif ends_on is not None and same.ends_on != ends_on:
            judged.before = {"ends_on": same.ends_on.isoformat() if same.ends_on else None}
            judged.after = key | {"ends_on": ends_on.isoformat()}
