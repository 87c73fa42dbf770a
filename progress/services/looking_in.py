"""Working out what an author may know of a lecture, in steps of at least five people."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from courses.models import LectureRevision
from progress.coverage import from_bytes
from progress.models import Coverage, LectureCompletion, LectureInsight, ViewingSession
from progress.reach import counts
from quizzes.answers import Chosen, from_payload
from quizzes.content import MultipleContent, SingleContent
from quizzes.models import AttemptItem, QuestionVersion

STEP = 5
MOST_AT_ONCE = 2_000


@dataclass
class Asked:
    """What the first answers of different people to one question come to."""

    version: QuestionVersion
    people: set[int] = field(default_factory=set)
    share: Decimal = Decimal(0)
    wrong: Counter[int] = field(default_factory=Counter)


@transaction.atomic
def work_out(*, shown: LectureRevision, at: datetime) -> LectureInsight:
    """Move the shown state of each figure on, where at least five more people stand behind the new one."""
    insight, _made = LectureInsight.objects.select_for_update().get_or_create(lecture_id=shown.lecture_id)
    watchers = watchers_of(shown=shown)
    if moves_on(shown=_people_shown(insight, shown), now=len(watchers)):
        if insight.asset_id is not None:
            insight.earlier[str(insight.asset_id)] = insight.people
        insight.people, insight.asset_id = len(watchers), shown.asset_id
        insight.reach = _reach(shown, watchers)
        completed = LectureCompletion.objects.filter(lecture=shown.lecture_id).count()
        if moves_on(shown=insight.completed or 0, now=completed):
            insight.completed = completed
        insight.made_at = at
    items = _moved_items(insight.items, _asked_of(shown))
    if items != insight.items:
        insight.items, insight.made_at = items, at
    insight.asked_at = None
    insight.save()
    return insight


def moves_on(*, shown: int, now: int) -> bool:
    """Whether a figure over `now` people may take the place of one over `shown` people."""
    return now >= shown + STEP


def _people_shown(insight: LectureInsight, shown: LectureRevision) -> int:
    """Over how many people the last state was that was shown of this recording."""
    if insight.asset_id == shown.asset_id:
        return insight.people
    return insight.earlier.get(str(shown.asset_id), 0)


def watchers_of(*, shown: LectureRevision) -> set[int]:
    """Members who opened the lecture's recording; one query."""
    if shown.asset_id is None:
        return set()
    sessions = ViewingSession.objects.filter(lecture=shown.lecture_id, asset=shown.asset_id)
    return set(sessions.values_list("member_id", flat=True).distinct())


def _reach(shown: LectureRevision, watchers: set[int]) -> list[int]:
    kept = Coverage.objects.filter(asset=shown.asset_id, member__in=watchers).values_list("bits", flat=True)
    length = ((shown.asset.duration_ms or 0) // 1000) if shown.asset else 0
    return counts((from_bytes(bytes(bits)) for bits in kept.iterator(chunk_size=500)), length)


def _asked_of(shown: LectureRevision) -> list[Asked]:
    """The first marked answer of each person to each question of the lecture, in quizzes and on the timeline."""
    items = (
        AttemptItem.objects.filter(attempt__lecture=shown.lecture_id, mark__isnull=False)
        .select_related("attempt", "question_version__question")
        .prefetch_related("steps")
        .order_by("attempt__started_at", "pk")
    )
    asked: dict[int, Asked] = {}
    for item in items.iterator(chunk_size=500):
        version = item.question_version
        found = asked.setdefault(version.question_id, Asked(version))
        found.version = max(found.version, version, key=lambda one: one.number)
        if item.attempt.member_id not in found.people:
            found.people.add(item.attempt.member_id)
            found.share += (item.mark or Decimal(0)) / item.max_mark
            found.wrong.update(_wrong_positions(item) if version.pk == found.version.pk else ())
    return list(asked.values())


def _wrong_positions(item: AttemptItem) -> list[int]:
    content = item.question_version.typed_content()
    steps = sorted((step for step in item.steps.all() if step.payload), key=lambda step: step.number)
    given = from_payload(item.question_version.question.kind, steps[0].payload) if steps else None
    if not isinstance(given, Chosen):
        return []
    if isinstance(content, SingleContent):
        return [position for position in given.positions if position != content.right]
    if isinstance(content, MultipleContent):
        return [position for position in given.positions if content.options[position].share <= 0]
    return []


def _moved_items(shown: list[dict[str, Any]], asked: list[Asked]) -> list[dict[str, Any]]:
    standing = defaultdict(dict[str, Any], {item["question"]: item for item in shown})
    rows = []
    for one in asked:
        kept = standing[one.version.question.public_id]
        if moves_on(shown=kept.get("people", 0), now=len(one.people)):
            rows.append(_row(one))
        elif kept:
            rows.append(kept)
    return sorted(rows, key=lambda row: (row["percent"], row["question"]))


def _row(one: Asked) -> dict[str, Any]:
    wrong, often = one.wrong.most_common(1)[0] if one.wrong else (None, 0)
    content = one.version.typed_content()
    names = isinstance(content, SingleContent | MultipleContent) and wrong is not None and often >= STEP
    return {
        "question": one.version.question.public_id,
        "stem": one.version.stem,
        "people": len(one.people),
        "percent": int(one.share * 100 / len(one.people)),
        "wrong": content.options[wrong].text if names else "",  # type: ignore[union-attr,index]  # `names` says so
        "often": often if names else 0,
    }
