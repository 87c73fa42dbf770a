"""The ledger's lines against the completions that they credit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from progress.hours import lecture_hours
from progress.models import CreditOutcome, DecidingFact, LectureCompletion, LedgerEntry
from progress.rebuilt.difference import Difference
from progress.services.completing import COMPLETION, item_of


def differences() -> Iterator[Difference]:
    """Credits without their completion, of another value, or missing; keys whose net is neither nothing nor a value.

    A line is never added or taken back by a machine: what differs is for a person, with a reason.
    """
    completions = {
        row.public_id: row
        for row in LectureCompletion.objects.select_related("lecture_revision__lecture", "rule_version")
    }
    credited = set()
    for entry in LedgerEntry.objects.filter(evidence_kind=COMPLETION, reverses__isnull=True).iterator():
        completion = completions.get(entry.evidence_id)
        if completion is None or completion.member_id != entry.member_id:
            yield Difference("ledger", entry.public_id, "it credits a completion that does not exist")
            continue
        credited.add(completion.public_id)
        yield from _misdescribed(entry, completion)
        worth = lecture_hours(
            completion.lecture_revision.minutes,
            completion.rule_version.rules,
            by_test=completion.deciding_fact == DecidingFact.ATTEMPT,
        )
        if entry.hours > worth:
            yield Difference("ledger", entry.public_id, f"it credits {entry.hours}, the lecture is worth {worth}")
    for public_id, completion in completions.items():
        alone = completion.deciding_fact != DecidingFact.REGISTER
        if alone and completion.credit_outcome == CreditOutcome.CREDITED and public_id not in credited:
            yield Difference("ledger", public_id, "the completion was credited, yet no line says so")
    yield from _unbalanced()


def _misdescribed(entry: LedgerEntry, completion: LectureCompletion) -> Iterator[Difference]:
    if entry.item != item_of(shown=completion.lecture_revision):
        yield Difference("ledger", entry.public_id, "it credits another lecture than its completion")
    if entry.earned_on != completion.completed_at or entry.credit_year != timezone.localdate(entry.earned_on).year:
        yield Difference("ledger", entry.public_id, "it credits another day than its completion")


def _unbalanced() -> Iterator[Difference]:
    keys = LedgerEntry.objects.values("member_id", "item", "credit_year").annotate(
        net=Sum("hours"), most=Max("hours"), lines=Count("pk"), last=Max("n")
    )
    unsound = Q(net__lt=0) | Q(net__gt=F("most")) | ~Q(lines=F("last"))
    for key in keys.filter(unsound).order_by():
        named = f"{key['member_id']}·{key['item']}·{key['credit_year']}"
        yield Difference("ledger", named, f"its net is {key['net']} in {key['lines']} lines of {key['last']}")
    for entry in LedgerEntry.objects.filter(reverses__isnull=False).exclude(hours=-F("reverses__hours")):
        yield Difference("ledger", entry.public_id, "the counter-entry is of another value")
