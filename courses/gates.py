"""Gates of published lectures: their facts, gathered in as few questions as possible, and their reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from courses.availability import Facts, Unmet, Verdict, judge, mentioned
from courses.models import LectureRevision
from courses.ports import completion_facts

Titles = Mapping[str, str]


@dataclass(frozen=True)
class Opening:
    """Whether a lecture is open, and if not, why: `reason` in whole sentences, empty when it is open."""

    open: bool
    reason: str = ""


@dataclass(frozen=True)
class Judged:
    """Lectures of one revision, judged for one member: openings by lecture id, and which lectures are completed."""

    openings: Mapping[int, Opening]
    completed: frozenset[int]


def judge_revision(*, member_id: int, lectures: Sequence[LectureRevision], at: datetime) -> Judged:
    """Judge all lectures of a revision, with one question to the port, however many they are."""
    ids = {row.lecture_id: row.lecture.public_id for row in lectures}
    achieved = completion_facts().achieved(member_id, ids)
    facts = Facts(
        at=at,
        completed=frozenset(ids[pk] for pk in achieved.completed),
        passed=frozenset(ids[pk] for pk in achieved.passed),
    )
    titles = {row.lecture.public_id: row.title for row in lectures}
    return Judged(
        openings={row.lecture_id: opening(judge(row.gate, facts), titles) for row in lectures},
        completed=achieved.completed,
    )


def judge_lecture(*, member_id: int, shown: LectureRevision, at: datetime) -> Opening:
    """Judge one lecture. A gate that mentions no other lecture costs no query."""
    if not mentioned(shown.gate):
        return opening(judge(shown.gate, Facts(at=at)), {})
    named = LectureRevision.objects.filter(
        revision=shown.revision_id, lecture__public_id__in=mentioned(shown.gate)
    ).select_related("lecture")
    judged = judge_revision(member_id=member_id, lectures=[*named, shown], at=at)
    return judged.openings[shown.lecture_id]


def opening(verdict: Verdict, titles: Titles) -> Opening:
    """A verdict in words."""
    return Opening(open=verdict.open, reason=in_words(verdict.unmet, titles))


def in_words(reasons: Iterable[Unmet], titles: Titles) -> str:
    """Whole sentences, in the active language."""
    return " ".join(_sentence(unmet, titles) for unmet in reasons)


def _sentence(unmet: Unmet, titles: Titles) -> str:
    if unmet.code == "from":
        return _("It opens on %(date)s.") % {"date": _date(unmet.value)}
    if unmet.code == "until":
        return _("It closed on %(date)s.") % {"date": _date(unmet.value)}
    if unmet.code == "completed":
        return _("It opens once you have completed “%(title)s”.") % {"title": titles.get(unmet.value, "")}
    if unmet.code == "passed":
        return _("It opens once you have passed “%(title)s”.") % {"title": titles.get(unmet.value, "")}
    if unmet.code == "any" and unmet.alternatives:
        ways = " / ".join(_phrase(way, titles) for way in unmet.alternatives)
        return _("It opens with any one of these: %(ways)s.") % {"ways": ways}
    return _("It is closed for you.")


def _phrase(unmet: Unmet, titles: Titles) -> str:
    """One way of opening, as it stands in a list."""
    if unmet.code == "completed":
        return _("“%(title)s” completed") % {"title": titles.get(unmet.value, "")}
    if unmet.code == "passed":
        return _("“%(title)s” passed") % {"title": titles.get(unmet.value, "")}
    return _sentence(unmet, titles).rstrip(".。")


def _date(moment: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATETIME_FORMAT")
