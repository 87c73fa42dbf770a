"""What a member may do today, and where: today's offices × the subtree (DESIGN §2.1).

One `Authority` is worked out per request and asked by everything: pages, endpoints, sockets, exports and files. It
answers both "may she, at this place?" (`covers`) and "at which places may she?" (`paths`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from school.composed import Composed
from school.organisation.conditions import Condition, HeldOffice, unmet_conditions
from school.organisation.models import Member, Office, Role
from school.organisation.tree_paths import is_root, is_within, outermost


class Right(StrEnum):
    """What an office lets its holder do within its subtree."""

    OVERSEE_MEMBERS = "oversee_members"
    AUTHOR_COURSES = "author_courses"
    REVIEW_COURSES = "review_courses"
    MODERATE = "moderate"
    HOST_SESSIONS = "host_sessions"
    CONFIRM_REGISTERS = "confirm_registers"
    CORRECT_HOURS = "correct_hours"
    APPRAISE = "appraise"
    MANAGE_TREE = "manage_tree"
    MANAGE_MEMBERS = "manage_members"
    APPOINT = "appoint"
    APPOINT_HOSTS = "appoint_hosts"
    IMPORT_REGISTER = "import_register"
    EXPORT_MEMBERS = "export_members"
    INVITE = "invite"
    ASSIST_SIGN_IN = "assist_sign_in"
    ADMINISTER_SYSTEM = "administer_system"
    ADMINISTER_SECURITY = "administer_security"
    READ_AUDIT = "read_audit"


_CARING = {Right.OVERSEE_MEMBERS, Right.MANAGE_MEMBERS, Right.EXPORT_MEMBERS, Right.INVITE, Right.ASSIST_SIGN_IN}

# Administrators hold no right over people's study (DOMAIN §1.12).
RIGHTS_OF_ROLE: dict[str, frozenset[Right]] = {
    Role.BRANCH_SECRETARY: frozenset(
        _CARING
        | {
            Right.HOST_SESSIONS,
            Right.CONFIRM_REGISTERS,
            Right.CORRECT_HOURS,
            Right.APPRAISE,
            Right.APPOINT_HOSTS,
        }
    ),
    Role.ORGANISER: frozenset(_CARING | {Right.CORRECT_HOURS, Right.IMPORT_REGISTER}),
    Role.COMMITTEE_OFFICER: frozenset(
        _CARING
        | {
            Right.HOST_SESSIONS,
            Right.MODERATE,
            Right.APPRAISE,
            Right.MANAGE_TREE,
            Right.APPOINT,
            Right.APPOINT_HOSTS,
            Right.IMPORT_REGISTER,
        }
    ),
    # Attendance and discussion in the own group; no membership file (DOMAIN §1.12).
    Role.GROUP_LEADER: frozenset({Right.HOST_SESSIONS, Right.CONFIRM_REGISTERS}),
    # Until there are training classes, she leads sessions.
    Role.COHORT_COORDINATOR: frozenset({Right.HOST_SESSIONS}),
    # She looks after what is said about the courses that she may author.
    Role.INSTRUCTOR: frozenset({Right.MODERATE, Right.AUTHOR_COURSES}),
    Role.HOST: frozenset({Right.HOST_SESSIONS}),
    Role.MODERATOR: frozenset({Right.MODERATE}),
    Role.REVIEWER: frozenset({Right.REVIEW_COURSES}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Right.ADMINISTER_SYSTEM}),
    Role.SECURITY_ADMINISTRATOR: frozenset({Right.ADMINISTER_SECURITY}),
    Role.AUDIT_ADMINISTRATOR: frozenset({Right.READ_AUDIT}),
}


# What a condition on an office holds back: everything that shows or changes data about people.
DATA_RIGHTS = frozenset(_CARING | {Right.CORRECT_HOURS, Right.IMPORT_REGISTER, Right.APPRAISE})


# Columns instead of models and composed once, because every request asks this.
_BELONGING: Composed[tuple[int, int | None, str | None, str]] = Composed(
    lambda given: (
        Member.objects.records_under(given["root"])
        .with_place(on=given["on"])
        .annotate(belongs_to=F("here__organisation"), path=F("here__organisation__path"))
        .values_list("pk", "belongs_to", "path", "stage")
    )
)
_HELD: Composed[tuple[int, str, str, str, date]] = Composed(
    lambda given: (
        Office.objects.held_on(given["on"])
        .filter(member=given["member"])
        .order_by("pk")
        .values_list(
            "pk",
            "role",
            "organisation__path",
            Coalesce(NullIf("organisation__short_name", Value("")), "organisation__name"),
            "starts_on",
        )
    )
)


@dataclass(frozen=True)
class Grant:
    """One office in force: its id (written to the audit when it is used), role and place, which is called `name`.

    `condition` is what it still asks of its holder; once that acts, its rights over people's data rest.
    """

    office_id: int
    role: str
    path: str
    name: str = ""
    condition: Condition | None = None
    rests: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        held = RIGHTS_OF_ROLE.get(self.role, frozenset())
        return held - DATA_RIGHTS if self.rests else held


@dataclass(frozen=True)
class Authority:
    """`place` is the path of the member's own current organisation, empty for someone who belongs nowhere today.

    `records` are the ids of all records of the person, remembered because most pages ask what she has done; `stage` is
    her step of development (a `Stage`), because courses may be for one.
    """

    member_id: int
    place: str
    organisation_id: int | None
    grants: tuple[Grant, ...]
    on: date
    records: tuple[int, ...] = ()
    stage: str = ""

    def paths(self, right: Right) -> tuple[str, ...]:
        """Roots of the subtrees where the right holds, none within another."""
        return outermost([grant.path for grant in self.grants if right in grant.rights])

    def places(self, right: Right) -> list[str]:
        """What the roots of those subtrees are called, in the order of the tree."""
        roots = self.paths(right)
        return [
            name for _path, name in sorted({(grant.path, grant.name) for grant in self.grants if grant.path in roots})
        ]

    def covers(self, right: Right, path: str) -> bool:
        """Whether the right holds at this place."""
        return any(is_within(path, root) for root in self.paths(right))

    def covers_everything(self, right: Right) -> bool:
        """Whether the right holds at the root, and so over the whole tree."""
        return any(is_root(path) for path in self.paths(right))

    def has(self, right: Right) -> bool:
        """Whether the right holds anywhere."""
        return any(right in grant.rights for grant in self.grants)

    def grants_for(self, right: Right, path: str) -> tuple[Grant, ...]:
        """The offices by which the right holds at this place, the nearest first."""
        fitting = [grant for grant in self.grants if right in grant.rights and is_within(path, grant.path)]
        return tuple(sorted(fitting, key=lambda grant: -len(grant.path)))

    def conditions(self) -> tuple[Grant, ...]:
        """The offices that still ask something of their holder, those that rest first."""
        asking = [grant for grant in self.grants if grant.condition is not None]
        return tuple(sorted(asking, key=lambda grant: not grant.rests))

    def office_for(self, right: Right, path: str) -> int | None:
        """The nearest of those offices, used where nobody chose another."""
        return next((grant.office_id for grant in self.grants_for(right, path)), None)


def authority_of(member: Member, *, at: datetime) -> Authority:
    """Work out the member's authority at that moment, in two queries; a third where an office depends on something."""
    today = timezone.localdate(at)
    belonging = _BELONGING.rows(root=member.stands_for_id or member.pk, on=today)
    places = {pk: (organisation_id, path or "", stage) for pk, organisation_id, path, stage in belonging}
    organisation_id, place, stage = places.get(member.pk, (None, "", ""))
    offices = _HELD.rows(member=member.pk, on=today)
    asked = unmet_conditions(
        [HeldOffice(pk, role, since) for pk, role, _path, _name, since in offices], records=tuple(places), on=today
    )
    return Authority(
        member_id=member.pk,
        place=place,
        organisation_id=organisation_id,
        grants=tuple(_grant(row, asked.get(row[0]), today) for row in offices),
        on=today,
        records=tuple(places),
        stage=stage,
    )


def _grant(row: tuple[int, str, str, str, date], condition: Condition | None, today: date) -> Grant:
    rests = condition is not None and condition.holds_back(today)
    return Grant(*row[:4], condition=condition, rests=rests)
