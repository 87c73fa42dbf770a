"""What the answers on timelines settle, worked out again from the steps alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from progress.rebuilt.difference import Difference
from progress.rebuilt.persons import Persons
from quizzes.answers import from_payload
from quizzes.grading import share_of
from quizzes.models import AttemptItem
from quizzes.timeline_rules import markers_of, required_items, settles
from school.organisation.models import MemberAlias

Settled = dict[str, datetime]


@dataclass(frozen=True)
class SettledByPerson:
    """By person and lecture, the questions that are settled and when; see `Persons`."""

    persons: Persons
    facts: Mapping[tuple[int, int], Settled]

    def of(self, member_id: int, lecture_id: int) -> Settled:
        """What the person behind this record has settled of the lecture."""
        return self.facts.get((self.persons.of(member_id), lecture_id), {})


@dataclass(frozen=True)
class Checked:
    """How the required questions of the revisions stood that a member opened one after the other: whether those of
    the last one are settled, whether those of any were, and when the last of them was."""

    last: bool = False
    ever: bool = False
    at: datetime | None = None

    def then(self, content: Mapping[str, Any], settled: Settled) -> Checked:
        """After one more opening."""
        required = required_items(content)
        met = required <= settled.keys()
        moments = [settled[item] for item in required] if met else []
        return Checked(last=met, ever=self.ever or met, at=max(moments, default=None) if met else self.at)


def settled_by_person() -> SettledByPerson:
    """All of it; two queries and a half."""
    persons = Persons(MemberAlias.objects.values_list("alias_id", "canonical_id"))
    facts: dict[tuple[int, int], Settled] = {}
    for item, moment in _settled_items():
        if moment is not None:
            key = (persons.of(item.attempt.member_id), item.attempt.lecture_id)
            settled = facts.setdefault(key, {})
            settled[item.item_id] = min(moment, settled.get(item.item_id, moment))
    return SettledByPerson(persons, facts)


def differences() -> Iterator[Difference]:
    """Where a question stands as settled or not, and the steps say otherwise."""
    for item, moment in _settled_items():
        subject = f"{item.attempt_id}·{item.item_id}"
        if moment is not None and item.settled_at is None:
            yield Difference(
                "timeline", subject, "an answer settles it, yet it is not settled", partial(_settle, item, moment)
            )
        if moment is None and item.settled_at is not None:
            yield Difference("timeline", subject, "it is settled, yet no answer does so")


def _settled_items() -> Iterator[tuple[AttemptItem, datetime | None]]:
    """Every question of every timeline attempt, with the moment of the answer that settles it by its rule."""
    items = (
        AttemptItem.objects.filter(attempt__on_timeline=True)
        .select_related("attempt__lecture_revision", "question_version__question")
        .prefetch_related("steps")
        .order_by("pk")
    )
    for item in items.iterator(chunk_size=500):
        rule = next(one.retry for one in markers_of(item.attempt.lecture_revision.content) if one.item == item.item_id)
        version = item.question_version
        content, kind = version.typed_content(), version.question.kind
        given = ((step, from_payload(kind, step.payload)) for step in sorted(item.steps.all(), key=lambda s: s.number))
        moments = (step.at for step, answer in given if answer is not None and settles(rule, share_of(content, answer)))
        yield item, next(moments, None)


def _settle(item: AttemptItem, moment: datetime) -> None:
    item.settled_at = moment
    item.save(update_fields=["settled_at"])
