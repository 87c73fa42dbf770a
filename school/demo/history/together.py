"""Group study: the sessions that were held, their logs and confirmed registers, and those to come."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from progress.categories import Category
from progress.hours import group_hours
from progress.models import RuleVersion
from realtime.models import EventKind, RegisterEntry, RoomEvent, SessionState, Standing, StudySession
from realtime.services.earning import REGISTER
from school.audit.models import AuditEntry
from school.demo.college.plan import PersonPlan, Study
from school.demo.college.tables import DATA
from school.demo.founding import College
from school.demo.history.ledger import Earned
from school.demo.year import MOST_SESSIONS, SESSION_BREAK, SESSION_MINUTES, StudyYear
from school.organisation.models import Member, Organisation

BATCH = 1000
LENGTH = timedelta(minutes=SESSION_MINUTES) + SESSION_BREAK


@cache
def topics() -> dict[str, Any]:
    return tomllib.loads((DATA / "topics.toml").read_text(encoding="utf-8"))


@dataclass
class StudyTogether:
    """Collects the sessions of all branches, and writes them together."""

    college: College
    year: StudyYear
    version: RuleVersion
    rng: Random
    sessions: list[StudySession] = field(default_factory=list)
    lines: list[RoomEvent] = field(default_factory=list)
    register: list[RegisterEntry] = field(default_factory=list)

    def hold_all(self, heads: dict[int, Member]) -> None:
        """Every branch holds its sessions under its secretary: branch → member."""
        days = self.year.session_days()
        by_branch: dict[int, list[tuple[PersonPlan, Member]]] = {}
        for person, member in zip(self.college.plan.people, self.college.members, strict=True):
            by_branch.setdefault(person.branch, []).append((person, member))
        for branch, organisation in enumerate(self.college.branches):
            people = by_branch[branch]
            present = {member.pk: self._presence(person, len(days)) for person, member in people}
            for place, day in enumerate(days):
                starts_at = self.year.afternoon(max(1, day - self.rng.randint(0, 6)))
                session = self._hold(organisation, heads[branch], place, starts_at)
                self._mark(session, [(member, place in present[member.pk]) for _person, member in people])
            self._plan(organisation, heads[branch], topics()["coming"], days=self.rng.randint(3, 7))

    def plan_general(self, hosts: dict[int, Member]) -> None:
        """General branches with a host meet as a whole: general branch → member."""
        for general, host in hosts.items():
            self._plan(self.college.generals[general], host, topics()["general"], days=self.rng.randint(9, 13))

    def write(self) -> Iterator[Earned]:
        """Store it all; yields what those present earned."""
        StudySession.objects.bulk_create(self.sessions, batch_size=BATCH)
        RoomEvent.objects.bulk_create(self.lines, batch_size=BATCH)
        RegisterEntry.objects.bulk_create(self.register, batch_size=BATCH)
        AuditEntry.objects.bulk_create(self._told(), batch_size=BATCH)
        hours = group_hours(Decimal(SESSION_MINUTES), self.version.rules)
        for entry in self.register:
            if entry.standing == Standing.PRESENT:
                yield _earned(entry, hours)

    def _hold(self, organisation: Organisation, host: Member, place: int, starts_at: datetime) -> StudySession:
        closed_at = starts_at + LENGTH + timedelta(minutes=self.rng.randint(0, 6))
        titles = topics()["held"]
        session = StudySession(
            organisation=organisation,
            title=titles[place % len(titles)],
            starts_at=starts_at,
            ends_at=starts_at + LENGTH,
            planned_minutes=SESSION_MINUTES,
            host=host,
            state=SessionState.ENDED,
            created_by=host,
            created_at=starts_at - timedelta(days=min(5, place + 1), hours=3),
            opened_at=starts_at - timedelta(minutes=4),
            closed_at=closed_at,
            confirmed_at=closed_at + timedelta(minutes=self.rng.randint(20, 90)),
            confirmed_by=host,
        )
        self.sessions.append(session)
        return session

    def _mark(self, session: StudySession, people: list[tuple[Member, bool]]) -> None:
        """The register, and a log with its first and last lines and a little of what was said."""
        opened_at, closed_at, confirmed_at = _held(session)
        self._say(session, EventKind.OPENED, session.host, opened_at)
        speakers = [member for member, was_there in people if was_there]
        for number, text in enumerate(topics()["said"][: len(speakers)]):
            at = session.starts_at + timedelta(minutes=50 + 3 * number)
            self._say(session, EventKind.MESSAGE, speakers[number % len(speakers)], at, text)
        self._say(session, EventKind.ENDED, session.host, closed_at)
        self._say(session, EventKind.REGISTERED, session.host, confirmed_at)
        for member, was_there in people:
            missed = Standing.EXCUSED if self.rng.random() < 0.7 else Standing.ABSENT
            standing = Standing.PRESENT if was_there else missed
            self.register.append(
                RegisterEntry(session=session, member=member, standing=standing, changed_at=confirmed_at)
            )

    def _say(self, session: StudySession, kind: str, member: Member, at: datetime, text: str = "") -> None:
        session.last_number += 1
        client_id = str(UUID(bytes=self.rng.randbytes(16), version=4)) if text else ""
        payload = {"text": text} if text else {}
        self.lines.append(
            RoomEvent(
                session=session,
                number=session.last_number,
                kind=kind,
                member=member,
                client_id=client_id,
                payload=payload,
                at=at,
            )
        )

    def _plan(self, organisation: Organisation, host: Member, title: str, *, days: int) -> None:
        starts_at = self.year.coming(days)
        self.sessions.append(
            StudySession(
                organisation=organisation,
                title=title,
                starts_at=starts_at,
                ends_at=starts_at + LENGTH,
                planned_minutes=SESSION_MINUTES,
                host=host,
                created_by=host,
                created_at=self.year.at - timedelta(days=1),
            )
        )

    def _presence(self, person: PersonPlan, held: int) -> set[int]:
        """At which of the sessions the person was present."""
        match person.study:
            case Study.ON_TRACK:
                count = held - (self.rng.randint(0, 1) if held >= MOST_SESSIONS else 0)
            case Study.NOT_YET:
                count = self.rng.randint(min(2, held), max(0, held - 3)) if held > 4 else held // 2
            case Study.NOTHING:
                count = 0
            case Study.EXEMPT:
                count = self.rng.randint(0, min(2, held))
            case Study.NOT_ASKED:
                count = self.rng.randint(held // 3, held)
        return set(self.rng.sample(range(held), count))

    def _told(self) -> list[AuditEntry]:
        """What the audit keeps of each confirmation, as if it had been made one by one."""
        standings: dict[int, dict[str, list[str]]] = {}
        for entry in self.register:
            change: list[str] = [Standing.DUE.value, str(entry.standing)]
            standings.setdefault(entry.session.pk, {})[entry.member.public_id] = change
        return [
            AuditEntry(
                at=session.confirmed_at,
                actor_id=session.host.public_id,
                action="register.confirm",
                subject_kind="study_session",
                subject_id=session.public_id,
                organisation_path=session.organisation.path,
                details=standings[session.pk],
            )
            for session in self.sessions
            if session.confirmed_at is not None
        ]


def _earned(entry: RegisterEntry, hours: Decimal) -> Earned:
    session = entry.session
    opened_at, _closed_at, confirmed_at = _held(session)
    return Earned(
        member=entry.member,
        item=f"session:{session.public_id}",
        hours=hours,
        category=Category.COLLECTIVE,
        title=session.title,
        evidence_kind=REGISTER,
        evidence_id=session.public_id,
        organisation=session.organisation,
        earned_on=opened_at,
        recorded_at=confirmed_at,
    )


def _held(session: StudySession) -> tuple[datetime, datetime, datetime]:
    """When a held session was opened, closed and confirmed."""
    assert session.opened_at is not None
    assert session.closed_at is not None
    assert session.confirmed_at is not None
    return session.opened_at, session.closed_at, session.confirmed_at
