"""Slowing down who guesses: each try is counted before the password is looked at, and taken back when it was right.

Counting first makes the bound hold for any number of tries that arrive at once, in all processes (ADR 0015).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from school.accounts.models import SignInFailure
from school.accounts.naming import folded
from school.accounts.throttling import Limits
from school.audit.recording import record
from school.organisation.acting import Act
from school.organisation.models import Member
from school.policies.reading import policy

WINDOW = timedelta(minutes=10)
ONE_TURN = timedelta(seconds=1)
# The one place at which codes of second factors are counted, wherever they come from.
CODES = "codes"
CODES_ORIGIN = f"device:{CODES}"


@dataclass(frozen=True)
class Place:
    """One account seen from one place: `origin` is the known device if there is one, else the network."""

    account: str
    member: Member | None
    network: str
    origin: str

    @property
    def subject(self) -> tuple[str, str]:
        """What the audit calls it; a name that nobody has is never written down."""
        return ("member", self.member.public_id) if self.member else ("name", self.account[:12])


@dataclass(frozen=True)
class Verdict:
    """Either a try that counts as failed until it is taken back, or the moment until which to wait."""

    row_id: int = 0
    locks: bool = False
    wait_until: datetime | None = None


def limits() -> Limits:
    """The policies in force."""
    return Limits(
        free_tries=policy("accounts.free_tries"),
        first_delay=timedelta(minutes=policy("accounts.first_delay_minutes")),
        longest_delay=timedelta(minutes=policy("accounts.longest_delay_minutes")),
        forgotten_after=timedelta(hours=policy("accounts.forget_failures_hours")),
    )


def place_at(*, name: str, member: Member | None, network: str, device: str = "", purpose: str = "") -> Place:
    """The place of a try; `device` names a browser known to this member, `purpose` keeps other counts apart."""
    who = f"member:{member.pk}" if member else f"name:{folded(name).lower()}"
    account = salted_hmac("school.accounts.lockout", f"{purpose}/{who}", algorithm="sha256").hexdigest()
    return Place(account=account, member=member, network=network, origin=f"device:{device}" if device else network)


@transaction.atomic
def admit(*, place: Place, at: datetime) -> Verdict:
    """Count a try, or say until when to wait. The first refusal of a wait is audited, the others are counted."""
    if place.origin == place.network and (turn := take_turn(network=place.network, at=at)):
        return Verdict(wait_until=turn)
    row = _row(place, at)
    if row.locked_until is not None and row.locked_until > at:
        row.refusals += 1
        row.save(update_fields=["refusals"])
        if row.refusals == 1:
            _audit(place, "sign_in.refused", at=at, until=row.locked_until)
        return Verdict(wait_until=row.locked_until)
    rules = limits()
    if rules.are_forgotten(last_at=row.last_at, locked_until=row.locked_until, at=at):
        row.failures, row.first_at = 0, at
    row.failures += 1
    row.last_at, row.refusals = at, 0
    delay = rules.delay_after(row.failures)
    row.locked_until = at + delay if delay else None
    row.save(update_fields=["failures", "first_at", "last_at", "refusals", "locked_until"])
    return Verdict(row_id=row.pk, locks=bool(delay))


@transaction.atomic
def succeed(*, place: Place, verdict: Verdict) -> None:
    """The password was right: take the try back; on a known device start from nothing."""
    row = SignInFailure.objects.filter(pk=verdict.row_id)
    if place.origin != place.network:
        row.delete()
        return
    unlocked = {"locked_until": None} if verdict.locks else {}
    row.filter(failures__gt=0).update(failures=F("failures") - 1, **unlocked)


@transaction.atomic
def fail(*, place: Place, verdict: Verdict, at: datetime) -> datetime | None:
    """The password was wrong: audit it, count it for the whole network, and say until when to wait, if at all."""
    until = SignInFailure.objects.filter(pk=verdict.row_id).values_list("locked_until", flat=True).first()
    _audit(place, "sign_in.locked" if until else "sign_in.failed", at=at, until=until)
    if place.origin == place.network:
        count_in_network(network=place.network, at=at)
    return until


def take_turn(*, network: str, at: datetime) -> datetime | None:
    """None when this network may try now. Beyond its ceiling one try a second may, and the others wait for theirs."""
    ceiling = policy("accounts.network_ceiling")
    crowd = SignInFailure.objects.filter(account="", origin=network, failures__gt=ceiling, first_at__gt=at - WINDOW)
    if not crowd.exists():
        return None
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    return None if crowd.filter(free).update(locked_until=at + ONE_TURN, last_at=at) else at + ONE_TURN


@transaction.atomic
def count_in_network(*, network: str, at: datetime) -> SignInFailure:
    """One more failure from this network within ten minutes, whatever the name."""
    row = _row(Place(account="", member=None, network=network, origin=network), at)
    if row.first_at <= at - WINDOW:
        row.failures, row.first_at, row.locked_until = 0, at, None
    row.failures += 1
    row.last_at = at
    row.save(update_fields=["failures", "first_at", "last_at", "locked_until"])
    return row


@transaction.atomic
def lift_lock(*, failure: SignInFailure, act: Act) -> SignInFailure:
    """Let the account be tried from that place again at once."""
    kind, name = ("member", failure.member.public_id) if failure.member else ("name", failure.account[:12])
    act.record("sign_in.lock_lifted", subject_kind=kind, subject_id=name, details={"origin": _kind(failure.origin)})
    failure.delete()
    return failure


@transaction.atomic
def forget_failures_of(*, member: Member) -> int:
    """Whoever has just chosen a password starts from nothing everywhere; return how many places had counted.

    Not at the second factor: whoever reads her mail could choose passwords until a code fits.
    """
    return SignInFailure.objects.filter(member=member).exclude(origin=CODES_ORIGIN).delete()[0]


@transaction.atomic
def forget_old_failures(*, at: datetime) -> int:
    """Rows that change nothing any more; return how many went."""
    long_ago = at - max(limits().forgotten_after, WINDOW)
    over = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    return SignInFailure.objects.filter(over, last_at__lte=long_ago).delete()[0]


def _row(place: Place, at: datetime) -> SignInFailure:
    row, _created = SignInFailure.objects.select_for_update().get_or_create(
        account=place.account,
        origin=place.origin,
        defaults={"member": place.member, "first_at": at, "last_at": at},
    )
    return row


def _kind(origin: str) -> str:
    return "device" if origin.startswith("device:") else origin


def _audit(place: Place, action: str, *, at: datetime, until: datetime | None) -> None:
    kind, name = place.subject
    details: dict[str, object] = {"network": place.network, "known_device": place.origin != place.network}
    if until is not None:
        details["wait_until"] = until
    record(actor=None, action=action, subject_kind=kind, subject_id=name, at=at, outcome="refused", details=details)
