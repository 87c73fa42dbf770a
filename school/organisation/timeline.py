"""A member's timeline: what each kind of event says, and the state on any day that follows from them. No I/O here.

| kind | payload | sets |
|---|---|---|
| registered | name, number, category | the beginning; the status is normal until another is decided |
| named, numbered | name / number, before | the name, the number |
| stage, category, status | stage / category / status, before | that part of the state |
| affiliated | affiliation (row id), organisation (row id) | where the member belongs |
| left | affiliation (row id) | nowhere, when that affiliation was the running one |
| appointed | office (row id), role, organisation (row id) | one more office |
| dismissed | office (row id) | one office less |
| aliased | canonical (member id) | the record stands for that other one |
| separated | nothing | it stands for itself again |

Events count in the order of their day, then of their recording; one that was taken back does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

REQUIRED: dict[str, frozenset[str]] = {
    "registered": frozenset({"name", "number", "category"}),
    "named": frozenset({"name"}),
    "numbered": frozenset({"number"}),
    "stage": frozenset({"stage"}),
    "category": frozenset({"category"}),
    "status": frozenset({"status"}),
    "affiliated": frozenset({"affiliation", "organisation"}),
    "left": frozenset({"affiliation"}),
    "appointed": frozenset({"office", "role", "organisation"}),
    "dismissed": frozenset({"office"}),
    "aliased": frozenset({"canonical"}),
    "separated": frozenset(),
}
ALLOWED = {kind: keys | {"before"} for kind, keys in REQUIRED.items()}


class Event(Protocol):
    """What replaying reads of a `MemberEvent`."""

    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...
    @property
    def is_undone(self) -> bool: ...


@dataclass(frozen=True)
class HeldOffice:
    """An office by its row, role and place (a row id)."""

    office_id: int
    role: str
    organisation_id: int


@dataclass(frozen=True)
class MemberState:
    """How a member stood on a day; texts are empty, and ids None, as long as nothing has been recorded."""

    name: str = ""
    number: str = ""
    stage: str = ""
    category: str = ""
    status: str = ""
    organisation_id: int | None = None
    offices: frozenset[HeldOffice] = field(default_factory=frozenset)
    stands_for: int | None = None
    affiliation_id: int | None = None

    @property
    def is_registered(self) -> bool:
        return bool(self.number)


def check_payload(kind: str, payload: Mapping[str, Any]) -> None:
    """Refuse what the grammar above does not know.

    Raises:
        ValueError: for an unknown kind, a missing key or one too many.
    """
    if kind not in REQUIRED:
        raise ValueError(f"no event is called {kind}")
    if not REQUIRED[kind] <= set(payload) <= ALLOWED[kind]:
        raise ValueError(f"an event {kind} says {sorted(REQUIRED[kind])}, not {sorted(payload)}")


def replay(events: Iterable[Event], on: date) -> MemberState:
    """The state at the end of that day, from events in the order of day and recording."""
    state = MemberState()
    for event in events:
        if event.on <= on and not event.is_undone:
            state = after(state, event)
    return state


def after(state: MemberState, event: Event) -> MemberState:
    """The state that follows when this event happens to it."""
    return replace(state, **_changes(state, event.kind, event.payload))


def _changes(state: MemberState, kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    match kind:
        case "registered":
            changes = {"name": said["name"], "number": said["number"], "category": said["category"], "status": "normal"}
        case "named" | "numbered" | "stage" | "category" | "status":
            changes = {part: said[part] for part in REQUIRED[kind]}
        case "affiliated":
            changes = {"organisation_id": said["organisation"], "affiliation_id": said["affiliation"]}
        # A move writes the new place and the end of the old one on the same day, in either order.
        case "left" if state.affiliation_id == said["affiliation"]:
            changes = {"organisation_id": None, "affiliation_id": None}
        case "appointed":
            office = HeldOffice(said["office"], said["role"], said["organisation"])
            changes = {"offices": state.offices | {office}}
        case "dismissed":
            changes = {"offices": frozenset(held for held in state.offices if held.office_id != said["office"])}
        case "aliased":
            changes = {"stands_for": said["canonical"]}
        case "separated":
            changes = {"stands_for": None}
    return changes
