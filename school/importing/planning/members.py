"""Lines of members against the register: who is new, what changes, and what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from school.importing import sealing
from school.importing.findings import Finding
from school.importing.interpreting import Reading
from school.importing.models import IdentityNumber
from school.importing.planning.judged import Judged, Mint
from school.importing.planning.places import Misplaced, Places
from school.importing.planning.standing import Standing, by_number
from school.importing.planning.wider import CONTACTS, wider_accounts
from school.importing.rules import STEPS, check_dates, stage_of
from school.organisation.authority import Authority
from school.organisation.models import DEPARTED, Member, Status
from school.organisation.names import is_name, normalise

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
COMPARED: Final = ("name", "category", "stage", "status", "phone", "email", *STEPS)


@dataclass
class _Found:
    """What a batch of lines refers to in the register."""

    members: dict[str, Standing]
    owners: dict[tuple[str, str], str]
    """(field, value) → number of the member who has it."""
    beyond: set[str]
    """Numbers of those owners who lie outside the reach."""
    wider: set[int]
    """Whose accounts reach further than the importer's."""


class MembersPlanner:
    """`places` are the organisations within reach; with `with_identity` ID numbers are compared and kept.

    `authority` is that of whoever imports; None for whoever runs the machine.
    """

    needs_first_look = False

    def __init__(
        self,
        *,
        places: Places,
        today: date,
        is_whole_tree: bool,
        with_identity: bool,
        mint: Mint,
        authority: Authority | None,
    ) -> None:
        self.places = places
        self.mint = mint
        self.authority = authority
        self.today = today
        self.is_whole_tree = is_whole_tree
        self.with_identity = with_identity

    def first_look(self, reading: Reading) -> None:
        """Nothing: no line of members refers to another."""

    def unique_values(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        found: dict[str, str] = {code: str(values[code]) for code in ("number", "phone", "email") if code in values}
        if "identity" in values:
            found["identity"] = sealing.digest(values["identity"])
        return found

    def judge(self, readings: list[Reading]) -> list[Judged]:
        found = self._look_up(readings)
        return [self._judge(reading, found) for reading in readings]

    def _look_up(self, readings: Iterable[Reading]) -> _Found:
        known = list(readings)
        numbers = {reading.values["number"] for reading in known if "number" in reading.values}
        owners: dict[tuple[str, str], str] = {}
        for code in ("phone", "email"):
            wanted = {reading.values[code] for reading in known if code in reading.values}
            rows = Member.objects.filter(**{f"{code}__in": wanted}).values_list(code, "number")
            owners |= {(code, value): number for value, number in rows}
        # A phone that is another's number, or the other way round, would take her way in.
        phones = {reading.values["phone"] for reading in known if "phone" in reading.values}
        crossed = Member.objects.filter(phone__in=numbers).values_list("phone", "number")
        owners |= {("number", phone): number for phone, number in crossed}
        named = Member.objects.filter(number__in=phones).values_list("number", flat=True)
        owners |= {("phone", number): number for number in named}
        if self.with_identity:
            digests = [sealing.digest(reading.values["identity"]) for reading in known if "identity" in reading.values]
            kept = IdentityNumber.objects.filter(digest__in=digests).values_list("digest", "member__number")
            owners |= {("identity", digest): number for digest, number in kept}
        members = by_number(numbers, on=self.today, with_identity=self.with_identity)
        others = by_number(set(owners.values()), on=self.today, with_identity=False).values()
        beyond = {one.number for one in others if not self._reaches(one)}
        return _Found(members, owners, beyond, self._wider([standing.pk for standing in members.values()]))

    def _reaches(self, standing: Standing) -> bool:
        return standing.is_within(self.places.root, is_whole_tree=self.is_whole_tree)

    def _wider(self, member_ids: list[int]) -> set[int]:
        if self.authority is None:
            return set()
        return wider_accounts(self.authority, member_ids=member_ids, on=self.today)

    def _judge(self, reading: Reading, found: _Found) -> Judged:
        judged = Judged(reading, title=reading.data.get("name", "")[:200])
        number = reading.values.get("number", "")
        if number and not _NUMBER.fullmatch(number):
            reading.blame("number", "number-signs")
        self._judge_name(reading)
        standing = found.members.get(number)
        if any(finding.column == "number" for finding in reading.findings):
            standing = None
        if standing is not None and not self._may_touch(reading, standing):
            standing = None
        self._judge_owners(reading, found)
        wanted = dict(reading.values)
        self._place(reading, wanted)
        self._judge_days(reading, standing)
        if any(finding.column == "number" for finding in reading.findings):
            # Whoever is meant is not known, so nothing more can be said of what would change.
            return judged
        if standing is None:
            self._plan_new(judged, wanted)
        else:
            judged.target = standing.public_id
            self._plan_change(judged, wanted, standing)
            if standing.pk in found.wider:
                for code in CONTACTS & judged.after.keys():
                    reading.blame(code, "account-reaches-further")
        return judged

    @staticmethod
    def _judge_name(reading: Reading) -> None:
        if "name" in reading.values:
            reading.values["name"] = normalise(reading.values["name"])
            if not is_name(reading.values["name"]):
                reading.blame("name", "name-signs")

    def _may_touch(self, reading: Reading, standing: Standing) -> bool:
        """A number outside the reach is refused without a word about whose it is."""
        if not self._reaches(standing):
            reading.blame("number", "number-unavailable")
        elif standing.stands_for is not None:
            reading.blame("number", "number-merged")
        elif standing.parts["status"] in DEPARTED:
            reading.blame("number", "member-departed")
        else:
            return True
        return False

    def _judge_owners(self, reading: Reading, found: _Found) -> None:
        for code, value in self.unique_values(reading).items():
            owner = found.owners.get((code, value))
            if code in CONTACTS and owner in found.beyond:
                continue  # nothing is said of people outside the reach; applying leaves the detail out
            if owner is not None and owner != reading.values.get("number"):
                reading.blame(code, f"{code}-unavailable")

    def _place(self, reading: Reading, wanted: dict[str, Any]) -> None:
        """Replace the words for the branch by its public id."""
        text = wanted.pop("organisation", "")
        if not text:
            return
        try:
            place = self.places.find(text)
        except Misplaced as misplaced:
            reading.blame("organisation", f"organisation-{misplaced.code}", **misplaced.facts)
            return
        if not place.holds_members:
            reading.blame("organisation", "organisation-without-members")
        wanted["organisation"] = place.public_id

    def _judge_days(self, reading: Reading, standing: Standing | None) -> None:
        """The dates of the line together with those already recorded, unless the line only repeats these."""
        recorded = {step: day for step, day in (standing.days if standing else {}).items() if step in STEPS}
        given, stage = reading.days, reading.values.get("stage", "")
        if standing is not None:
            stage = stage or standing.parts["stage"]
            steps = {step: day for step, day in given.items() if step in STEPS}
            if steps.items() <= recorded.items() and stage == standing.parts["stage"]:
                given, recorded = {code: day for code, day in given.items() if code not in STEPS}, {}
        identity = reading.values.get("identity", "")
        for finding in check_dates(recorded | given, today=self.today, stage=stage, number=identity):
            column = finding.column if finding.column in reading.data else self._given(finding, given)
            reading.blame(column, finding.code, **finding.facts)

    @staticmethod
    def _given(finding: Finding, given: dict[str, date]) -> str:
        """The column of the line that takes part in a disagreement with what is recorded."""
        other = finding.facts.get("other", "")
        return other if other in given else next((step for step in given if step in STEPS), finding.column)

    def _plan_new(self, judged: Judged, wanted: dict[str, Any]) -> None:
        reading = judged.reading
        wanted.setdefault("stage", stage_of(reading.days))
        if not wanted["stage"] and "stage" not in reading.data:
            reading.blame("stage", "missing")
        if "category" not in reading.data:
            reading.blame("category", "missing")
        if wanted.get("status") in DEPARTED:
            reading.blame("status", "departure-by-hand")
        wanted.setdefault("status", Status.NORMAL.value)
        wanted.setdefault("since", self.today)
        self._seal(wanted)
        judged.is_new, judged.target = True, self.mint(reading.number)
        judged.after = self._plain(wanted | {"name": reading.values.get("name", "")})

    def _plan_change(self, judged: Judged, wanted: dict[str, Any], standing: Standing) -> None:
        reading = judged.reading
        wanted["name"] = reading.values.get("name", standing.parts["name"])
        furthest = stage_of(reading.days)
        if "stage" not in wanted and furthest and STEPS_ORDER[furthest] > STEPS_ORDER[standing.parts["stage"]]:
            wanted["stage"] = furthest
        for code in COMPARED:
            if code in wanted and not _same(code, wanted[code], standing.value(code)):
                judged.before[code], judged.after[code] = standing.value(code), wanted[code]
        if judged.after.get("status") in DEPARTED:
            reading.blame("status", "departure-by-hand")
        self._plan_move(judged, wanted, standing)
        if "identity" in wanted and sealing.digest(wanted["identity"]) != standing.identity:
            judged.before["identity"] = standing.identity
            self._seal(wanted)
            judged.after["identity"] = wanted["identity"]
        judged.before, judged.after = self._plain(judged.before), self._plain(judged.after)

    def _plan_move(self, judged: Judged, wanted: dict[str, Any], standing: Standing) -> None:
        reading, since = judged.reading, wanted.get("since")
        if "organisation" not in wanted:
            return
        if wanted["organisation"] == standing.place:
            if since is not None and since != standing.since:
                reading.blame("since", "since-recorded", date=str(standing.since))
            return
        since = since or self.today
        if standing.ahead:
            reading.blame("organisation", "change-ahead")
        elif standing.since is not None and since <= standing.since:
            column = "since" if "since" in reading.data else "organisation"
            reading.blame(column, "since-before-current", date=standing.since.isoformat())
        judged.before |= {"organisation": standing.place, "since": standing.since}
        judged.after |= {"organisation": wanted["organisation"], "since": since}

    @staticmethod
    def _seal(wanted: dict[str, Any]) -> None:
        """An ID number is stored in no other form, not even with its row."""
        if number := wanted.pop("identity", ""):
            wanted["identity"] = {"digest": sealing.digest(number), "sealed": sealing.seal(number)}

    @staticmethod
    def _plain(fields: dict[str, Any]) -> dict[str, Any]:
        left_out = {"birth_on"}
        return {
            code: value.isoformat() if isinstance(value, date) else value
            for code, value in fields.items()
            if code not in left_out
        }


STEPS_ORDER = {
    stage: order for order, stage in enumerate(("applicant", "activist", "candidate", "probationary", "full"))
}


def _same(code: str, wanted: Any, recorded: Any) -> bool:
    if code == "email":
        return str(wanted).casefold() == str(recorded).casefold()
    return bool(wanted == recorded)
