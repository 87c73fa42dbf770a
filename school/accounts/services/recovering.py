"""A forgotten password: a link by mail, a task for the secretary, and the one-time slip she gives by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from school.accounts.codes import digest_of, new_code
from school.accounts.errors import CannotAssist
from school.accounts.events import SlipIssued
from school.accounts.models import AccountMailKind, RecoverySlip
from school.accounts.naming import member_named
from school.accounts.permissions import can_reach, may_sign_in
from school.accounts.services.lockout import Verdict, admit, count_in_network, place_at
from school.accounts.services.mailing import queue_mail
from school.accounts.task_kinds import HELP_SIGNING_IN
from school.audit.recording import record
from school.errors import NotFound
from school.events.announcing import announce
from school.organisation.acting import Act
from school.organisation.authority import RIGHTS_OF_ROLE, Authority, Right, authority_of
from school.organisation.models import Member, Office
from school.organisation.ranking import holds_more_than
from school.organisation.services.tasking import close_task, open_task
from school.organisation.tree_paths import prefixes
from school.policies.reading import policy

ANSWER_WITHIN = timedelta(days=3)
HELPING_ROLES = [role for role, rights in RIGHTS_OF_ROLE.items() if Right.ASSIST_SIGN_IN in rights]


@transaction.atomic
def ask_for_mail(*, name: str, network: str, at: datetime) -> Verdict:
    """Mail a link to the account of this name, if there is one with an address. The answer never says whether.

    Asking is counted per name and network exactly as wrong passwords are, in a count of its own.
    """
    member = member_named(name)
    verdict = _asked(name, member, network=network, purpose="mail", at=at)
    if verdict.wait_until is None and member is not None and may_sign_in(member):
        queue_mail(kind=AccountMailKind.RESET, member=member, at=at)
        _audit("recovery.mail_asked", member, network=network, at=at)
    return verdict


@transaction.atomic
def ask_secretary(*, name: str, network: str, at: datetime) -> Verdict:
    """Open a task for the nearest office that may help this person; asking again changes nothing."""
    member = member_named(name)
    verdict = _asked(name, member, network=network, purpose="ask", at=at)
    if verdict.wait_until is None and member is not None and may_sign_in(member):
        _open_help_task(member, at=at)
        _audit("recovery.help_asked", member, network=network, at=at)
    return verdict


def _asked(name: str, member: Member | None, *, network: str, purpose: str, at: datetime) -> Verdict:
    """Counted for the whole network too, so that nobody runs through all names and floods everybody with mail."""
    verdict = admit(place=place_at(name=name, member=member, network=network, purpose=purpose), at=at)
    if verdict.wait_until is None:
        count_in_network(network=network, at=at)
    return verdict


def _open_help_task(member: Member, *, at: datetime) -> None:
    today = timezone.localdate(at)
    office = _nearest_helper(member, on=today)
    if office is None:
        return
    open_task(
        kind=HELP_SIGNING_IN,
        subject_kind="member",
        subject_id=member.public_id,
        organisation=office.organisation,
        role=office.role,
        facts={"name": member.name},
        due_on=today + ANSWER_WITHIN,
        at=at,
    )


def _nearest_helper(member: Member, *, on: date) -> Office | None:
    """The office closest to the member, up the tree, whose holder may help her."""
    affiliation = member.affiliation_on(on)
    if affiliation is None:
        return None
    above = prefixes(affiliation.organisation.path)
    held = Office.objects.held_on(on).filter(organisation__path__in=above, role__in=HELPING_ROLES)
    offices = held.exclude(member=member).select_related("organisation", "member").order_by("-organisation__path", "pk")
    noon = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    fitting = (
        office
        for office in offices
        if not holds_more_than(member, authority_of(office.member, at=noon), Right.ASSIST_SIGN_IN, at=noon)
    )
    return next(fitting, None)


def require_can_assist(*, authority: Authority, member: Member, at: datetime) -> None:
    """Whether this authority may hand the member a slip.

    Raises:
        NotFound: the member stands outside the scope, or is the asker herself.
        CannotAssist: the account reaches further than the helper's, or cannot sign in at all.
    """
    if not can_reach(authority, member, Right.ASSIST_SIGN_IN, at=at):
        raise NotFound
    if not may_sign_in(member) or holds_more_than(member, authority, Right.ASSIST_SIGN_IN, at=at):
        raise CannotAssist


@transaction.atomic
def issue_slip(*, member: Member, authority: Authority | None, act: Act) -> tuple[RecoverySlip, str]:
    """A slip and its code, which is shown this once; an earlier slip ends. The member is told by mail.

    Authority None is whoever runs the server: she may let anybody in again whose account is open.

    Raises:
        NotFound, CannotAssist: see `require_can_assist`.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    if authority is not None:
        require_can_assist(authority=authority, member=member, at=act.at)
    elif not may_sign_in(member):
        raise CannotAssist
    RecoverySlip.objects.open().filter(member=member).update(revoked_at=act.at)
    code = new_code()
    slip = RecoverySlip.objects.create(
        member=member,
        code_digest=digest_of(code),
        issued_by=act.member,
        office_id=act.office_id,
        reason=act.reason,
        issued_at=act.at,
        expires_at=act.at + timedelta(hours=policy("accounts.slip_hours")),
    )
    act.record(
        "recovery.slip_issued",
        subject_kind="member",
        subject_id=member.public_id,
        details={"slip": slip.public_id, "expires_at": slip.expires_at},
    )
    issuer = act.member.name if act.member else ""
    announce(SlipIssued(member_id=member.pk, slip=slip.public_id, issuer=issuer, at=act.at))
    close_task(kind=HELP_SIGNING_IN, subject_kind="member", subject_id=member.public_id, act=act)
    queue_mail(kind=AccountMailKind.SLIP_ISSUED, member=member, subject_id=slip.public_id, at=act.at)
    return slip, code


@transaction.atomic
def revoke_slip(*, slip: RecoverySlip, act: Act) -> RecoverySlip:
    """It opens nothing from now on; one that was used stays as it is."""
    if RecoverySlip.objects.open().filter(pk=slip.pk).update(revoked_at=act.at):
        slip.revoked_at = act.at
        act.record(
            "recovery.slip_revoked",
            subject_kind="member",
            subject_id=slip.member.public_id,
            details={"slip": slip.public_id},
        )
    return slip


def _audit(action: str, member: Member, *, network: str, at: datetime) -> None:
    record(
        actor=None,
        action=action,
        subject_kind="member",
        subject_id=member.public_id,
        at=at,
        details={"network": network},
    )
