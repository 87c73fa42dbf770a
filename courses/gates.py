"""Gates of published lectures: their facts, gathered in as few questions as possible, and their reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.availability import (
    LEAVES,
    Facts,
    Gate,
    Unmet,
    Verdict,
    check,
    judge,
    leads_back,
    mentioned,
    mentioned_courses,
)
from courses.models import Chapter, Course, Lecture, LectureRevision
from courses.ports import completion_facts
from school.organisation.models import Member

Titles = Mapping[str, str]

_SENTENCES = {
    "from": gettext_lazy("It opens on %(date)s."),
    "until": gettext_lazy("It closed on %(date)s."),
    "completed": gettext_lazy("It opens once you have completed “%(title)s”."),
    "passed": gettext_lazy("It opens once you have passed “%(title)s”."),
    "completed_course": gettext_lazy("It opens once you have completed the course “%(title)s”."),
}


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
    """Judge all lectures of a revision, with one question to the port, however many they are; where a gate names
    another course, with one more and one for its title."""
    ids = {row.lecture_id: row.lecture.public_id for row in lectures}
    named = named_courses(row.gate for row in lectures)
    achieved = completion_facts().achieved(member_id, ids)
    facts = Facts(
        at=at,
        completed=frozenset(ids[pk] for pk in achieved.completed),
        passed=frozenset(ids[pk] for pk in achieved.passed),
        courses=_completed_courses(member_id, named),
    )
    titles = {row.lecture.public_id: row.title for row in lectures} | titles_of(named)
    return Judged(
        openings={row.lecture_id: opening(judge(row.gate, facts), titles) for row in lectures},
        completed=achieved.completed,
    )


def judge_lecture(*, member_id: int, shown: LectureRevision, at: datetime) -> Opening:
    """Judge one lecture. A gate that mentions no other lecture and no course costs no query."""
    if not mentioned(shown.gate) and not mentioned_courses(shown.gate):
        return opening(judge(shown.gate, Facts(at=at)), {})
    named = LectureRevision.objects.filter(
        revision=shown.revision_id, lecture__public_id__in=mentioned(shown.gate)
    ).select_related("lecture")
    judged = judge_revision(member_id=member_id, lectures=[*named, shown], at=at)
    return judged.openings[shown.lecture_id]


def named_courses(gates: Iterable[Gate]) -> Mapping[str, Course]:
    """The courses that stand in these gates, by public id; no query where there is none."""
    ids = {public_id for gate in gates for public_id in mentioned_courses(gate)}
    found = Course.objects.filter(public_id__in=ids).select_related("published_revision") if ids else ()
    return {course.public_id: course for course in found}


def titles_of(courses: Mapping[str, Course]) -> dict[str, str]:
    """Titles by public id, as members read them."""
    return {
        public_id: course.published_revision.title if course.published_revision else course.title
        for public_id, course in courses.items()
    }


def waits_for_itself(chapter: Chapter, gate: Gate) -> bool:
    """Whether a gate of this chapter closes a circle with the drafts and the published gates of other courses."""
    named = mentioned_courses(gate)
    return bool(named) and leads_back(chapter.course.public_id, named, _named_by)


def _named_by(courses: frozenset[str]) -> frozenset[str]:
    drafts = Lecture.objects.in_draft().filter(chapter__course__public_id__in=courses)
    shown = LectureRevision.objects.current().filter(revision__course__public_id__in=courses)
    gates = [*drafts.values_list("gate", flat=True), *shown.values_list("gate", flat=True)]
    return frozenset[str]().union(*(mentioned_courses(gate) for gate in gates))


def _completed_courses(member_id: int, courses: Mapping[str, Course]) -> frozenset[str]:
    if not courses:
        return frozenset()
    records = list(Member.objects.records_of(member_id).values_list("pk", flat=True))
    completed = completion_facts().courses_completed(records, {course.pk for course in courses.values()})
    return frozenset(public_id for public_id, course in courses.items() if course.pk in completed)


def opening(verdict: Verdict, titles: Titles) -> Opening:
    """A verdict in words."""
    return Opening(open=verdict.open, reason=in_words(verdict.unmet, titles))


def in_words(reasons: Iterable[Unmet], titles: Titles) -> str:
    """Whole sentences, in the active language."""
    return " ".join(_sentence(unmet, titles) for unmet in reasons)


def _sentence(unmet: Unmet, titles: Titles) -> str:
    if unmet.code in LEAVES:
        is_moment = unmet.code in {"from", "until"}
        said = {"date": _date(unmet.value)} if is_moment else {"title": _title(unmet.code, unmet.value, titles)}
        return _SENTENCES[unmet.code] % said
    if unmet.code == "any" and unmet.alternatives:
        ways = " / ".join(_phrase(way, titles) for way in unmet.alternatives)
        return _("It opens with any one of these: %(ways)s.") % {"ways": ways}
    if unmet.code == "not" and unmet.alternatives:
        held = _(" and ").join(_phrase(one, titles) for one in unmet.alternatives)
        return _("It is closed because of this: %(held)s.") % {"held": held}
    return _("It is closed for you.")


def _phrase(unmet: Unmet, titles: Titles) -> str:
    """One way of opening, as it stands in a list."""
    if unmet.code in LEAVES:
        return _leaf(unmet.code, unmet.value, titles)
    if unmet.code == "all":
        return _(" and ").join(_phrase(one, titles) for one in unmet.alternatives)
    if unmet.code == "any" and unmet.alternatives:
        return _("(%(condition)s)") % {"condition": _(" or ").join(_phrase(one, titles) for one in unmet.alternatives)}
    if unmet.code == "not" and unmet.alternatives:
        held = _(" and ").join(_phrase(one, titles) for one in unmet.alternatives)
        return _("not (%(condition)s)") % {"condition": held}
    return _("closed for everybody")


def described(gate: Gate, titles: Titles) -> str:
    """The whole gate in one sentence, whoever reads it. Raises GateMalformed."""
    check(gate)
    if not gate or gate == {"all": []}:
        return _("It is open from the beginning.")
    return _("It is open when %(condition)s.") % {"condition": _condition(gate, titles)}


def _condition(gate: Gate, titles: Titles, *, within: str = "") -> str:
    """A condition as part of a sentence; in brackets where it stands among the parts of another operator."""
    [(operator, operand)] = gate.items()
    if operator in LEAVES:
        return _leaf(operator, operand, titles)
    if operator == "not":
        return _("not (%(condition)s)") % {"condition": _condition(operand, titles)}
    parts = [_condition(part, titles, within=operator) for part in operand]
    if not parts:
        return _("nothing is asked") if operator == "all" else _("never")
    said = (_(" and ") if operator == "all" else _(" or ")).join(parts)
    if within in {"", operator} or len(parts) == 1:
        return said
    return _("(%(condition)s)") % {"condition": said}


def _leaf(operator: str, value: str, titles: Titles) -> str:
    if operator == "from":
        return _("from %(date)s") % {"date": _date(value)}
    if operator == "until":
        return _("before %(date)s") % {"date": _date(value)}
    title = _title(operator, value, titles)
    if operator == "completed_course":
        return _("the course “%(title)s” completed") % {"title": title}
    if operator == "completed":
        return _("“%(title)s” completed") % {"title": title}
    return _("“%(title)s” passed") % {"title": title}


def _title(operator: str, value: str, titles: Titles) -> str:
    if operator == "completed_course":
        return titles.get(value) or _("a course that is no longer there")
    return titles.get(value) or _("a lecture that is no longer there")


def _date(moment: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATETIME_FORMAT")
