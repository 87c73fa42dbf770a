"""Gates of published lectures: their facts, gathered in as few questions as possible, and their reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.availability import LEAVES, Facts, Gate, Unmet, Verdict, check, judge, mentioned
from courses.models import LectureRevision
from courses.ports import completion_facts

Titles = Mapping[str, str]

_SENTENCES = {
    "from": gettext_lazy("It opens on %(date)s."),
    "until": gettext_lazy("It closed on %(date)s."),
    "completed": gettext_lazy("It opens once you have completed “%(title)s”."),
    "passed": gettext_lazy("It opens once you have passed “%(title)s”."),
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
    if unmet.code in LEAVES:
        said = (
            {"date": _date(unmet.value)} if unmet.code in {"from", "until"} else {"title": titles.get(unmet.value, "")}
        )
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
    title = titles.get(value) or _("a lecture that is no longer there")
    if operator == "completed":
        return _("“%(title)s” completed") % {"title": title}
    return _("“%(title)s” passed") % {"title": title}


def _date(moment: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "DATETIME_FORMAT")
