"""How members stand today, as far as a sheet of members can say: one snapshot for checking, applying and undoing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from school.importing.models import IdentityNumber
from school.importing.rules import STEP_OF_STAGE
from school.organisation.models import Affiliation, Member, MemberEvent, MemberEventKind
from school.organisation.tree_paths import is_within


@dataclass
class Standing:
    """`path`, `place` (public id) and `since` are empty for who belongs nowhere today; `ahead`: a move is planned."""

    pk: int
    public_id: str
    number: str
    stands_for: int | None
    parts: dict[str, str]
    days: dict[str, date] = field(default_factory=dict)
    path: str = ""
    place: str = ""
    since: date | None = None
    ahead: bool = False
    identity: str = ""

    def is_within(self, root: str, *, is_whole_tree: bool) -> bool:
        """Whether an import for that subtree may touch this person; who belongs nowhere is the whole tree's."""
        return is_within(self.path, root) if self.path else is_whole_tree

    def value(self, field_code: str) -> Any:
        """What the register says for a field; empty text or None when it says nothing."""
        if field_code == "organisation":
            return self.place
        if field_code == "since":
            return self.since
        if field_code == "identity":
            return self.identity
        return self.parts[field_code] if field_code in self.parts else self.days.get(field_code)


PARTS = ("name", "category", "stage", "status", "phone", "email")


def standings(condition: Q, *, on: date, with_identity: bool) -> list[Standing]:
    """Snapshots of the members that fit the condition, in three or four queries."""
    rows = Member.objects.filter(condition).values("pk", "public_id", "number", "stands_for", "joined_on", *PARTS)
    found = {
        row["pk"]: Standing(
            pk=row["pk"],
            public_id=row["public_id"],
            number=row["number"],
            stands_for=row["stands_for"],
            parts={part: row[part] for part in PARTS},
            days={"joined_on": row["joined_on"]} if row["joined_on"] else {},
        )
        for row in rows
    }
    _add_places(found, on)
    _add_steps(found)
    if with_identity:
        digests = IdentityNumber.objects.filter(member__in=found).values_list("member_id", "digest")
        for member_id, digest in digests:
            found[member_id].identity = digest
    return list(found.values())


def _add_places(found: dict[int, Standing], on: date) -> None:
    lasting = Affiliation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), member__in=found)
    columns = ("member_id", "starts_on", "ends_on", "organisation__path", "organisation__public_id")
    for member_id, starts_on, ends_on, path, public_id in lasting.values_list(*columns):
        standing = found[member_id]
        if starts_on > on or ends_on is not None:
            standing.ahead = True
        if starts_on <= on:
            standing.path, standing.place, standing.since = path, public_id, starts_on


def _add_steps(found: dict[int, Standing]) -> None:
    """The latest day on which each stage is recorded to have begun."""
    events = MemberEvent.objects.filter(member__in=found, kind=MemberEventKind.STAGE, undone_at__isnull=True)
    for member_id, on, payload in events.order_by("on", "pk").values_list("member_id", "on", "payload"):
        step = STEP_OF_STAGE[payload["stage"]]
        if step != "joined_on" or "joined_on" not in found[member_id].days:
            found[member_id].days[step] = on


def by_number(numbers: Collection[str], *, on: date, with_identity: bool) -> dict[str, Standing]:
    """Snapshots by member number; a record that stands for another lies where that other one does."""
    rows = standings(Q(number__in=numbers), on=on, with_identity=with_identity)
    meant = {row.stands_for for row in rows if row.stands_for is not None}
    if meant:
        others = {other.pk: other for other in standings(Q(pk__in=meant), on=on, with_identity=False)}
        for row in rows:
            if row.stands_for is not None:
                row.path = others[row.stands_for].path
    return {row.number: row for row in rows}
