"""What a member finds: courses and lectures that she may see, the best first, with places to jump to.

Of a lecture that is not open only its title and summary are searched and told, as on the page of its course: what it
says cannot be guessed from whether it is found, nor from how many results there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import BooleanField, Case, IntegerField, Q, Value, When

from courses.availability import mentioned
from courses.gates import Opening, judge_revision
from courses.models import LectureRevision, SearchDocument
from courses.search.passages import PassageKind
from courses.search.query import Query
from courses.search.snippets import Jump, Part, jumps, marked
from school.organisation.authority import Authority
from school.organisation.grams import telling_grams

PAGE_SIZE: Final = 10
MOST: Final = 500
"""Nobody reads further than the nearest five hundred; the page says that there are more."""
OPEN: Final = Opening(open=True)
TITLE_PHRASE, TITLE, HEADING, PHRASE, SCATTERED = range(5)


@dataclass(frozen=True)
class Result:
    """A course (`lecture_id` is empty) or a lecture of it; `reason`: why it is not open, and then nothing is told."""

    course_id: str
    lecture_id: str
    course_title: str
    title: tuple[Part, ...]
    kind: str
    jumps: tuple[Jump, ...]
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """A page of results. `total` counts them all; `more`: the nearest are counted only; `apart`: the words of a run of
    characters were searched for one by one, because together nothing holds them."""

    results: tuple[Result, ...]
    total: int
    more: bool
    apart: bool


@dataclass(frozen=True)
class _Hit:
    pk: int
    rank: int
    lecture: int | None
    gated: bool
    in_public: bool


def find(*, query: Query, authority: Authority, at: datetime, page: int = 1) -> Found:
    """Search what the member may see; a page beyond the last is the last. Queries do not grow with what is found."""
    if not query:
        return Found((), 0, more=False, apart=False)
    hits, openings, more = _hits(query, authority, at)
    asked = query
    looser = query.loosened() if not hits else None
    if looser is not None:
        asked = looser
        hits, openings, more = _hits(looser, authority, at)
    page = max(1, min(page, -(-len(hits) // PAGE_SIZE)))
    chosen = hits[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    results = _results([hit.pk for hit in chosen], asked, openings)
    return Found(results, len(hits), more=more, apart=asked is not query and bool(hits))


def _hits(query: Query, authority: Authority, at: datetime) -> tuple[list[_Hit], dict[int, Opening], bool]:
    """Those that may be told, in order, and which of the lectures with a gate are open."""
    rows = (
        SearchDocument.objects.visible_to(authority)
        .holding(query.grams, query.to_check)
        .annotate(rank=_rank(query), in_public=_in_public(query))
        .order_by("rank", "-published_at", "course", "position")
        .values_list("pk", "rank", "lecture", "gated", "in_public")
    )
    hits = [_Hit(*row) for row in rows[: MOST + 1]]
    openings = _openings([hit.lecture for hit in hits if hit.gated and hit.lecture], authority, at)
    told = [hit for hit in hits if not hit.gated or hit.in_public or openings[hit.lecture or 0].open]
    return told[:MOST], openings, len(hits) > MOST


def _rank(query: Query) -> Case:
    """Title before heading before text, standing together before standing apart.

    A lecture with a gate is ranked by what everybody is told, or its place would tell what it says.
    """
    in_title, together = _all("title_folded", query.terms), Q(title_folded__contains=query.phrase)
    return Case(
        When(together, then=Value(TITLE_PHRASE)),
        When(in_title, then=Value(TITLE)),
        When(Q(gated=False, heads__contains=query.phrase), then=Value(HEADING)),
        When(_together(query), then=Value(PHRASE)),
        default=Value(SCATTERED),
        output_field=IntegerField(),
    )


def _together(query: Query) -> Q:
    """The phrase stands somewhere in the text. Whatever holds the one term that it is, holds it; of the others the
    index is asked first, because reading every text takes longest."""
    if query.terms == (query.phrase,):
        return Q(gated=False)
    # A set of its own, so that the index is asked once and not each row for its grams.
    may_hold = SearchDocument.objects.filter(grams__holds=sorted(telling_grams(query.phrase))).values("pk")
    return Q(gated=False) & Q(pk__in=may_hold) & Q(folded__contains=query.phrase)


def _in_public(query: Query) -> Case:
    """Asked of lectures with a gate only; of the others everything is told."""
    told = Q(gated=True) & _all("public", query.terms)
    return Case(When(told, then=True), default=False, output_field=BooleanField())


def _all(column: str, terms: Sequence[str]) -> Q:
    return Q(*(Q(**{f"{column}__contains": term}) for term in terms))


def _openings(lecture_ids: list[int], authority: Authority, at: datetime) -> dict[int, Opening]:
    """Whether these lectures, which have gates, are open to the member, and why not."""
    if not lecture_ids:
        return {}
    current = LectureRevision.objects.current().select_related("lecture").defer("body", "content")
    gated = list(current.filter(lecture__in=lecture_ids))
    named = {public_id for shown in gated for public_id in mentioned(shown.gate)}
    others = list(current.filter(lecture__public_id__in=named).exclude(lecture__in=lecture_ids)) if named else []
    judged = judge_revision(member_id=authority.member_id, lectures=[*gated, *others], at=at)
    return dict(judged.openings)


def _results(pks: list[int], query: Query, openings: dict[int, Opening]) -> tuple[Result, ...]:
    documents = SearchDocument.objects.filter(pk__in=pks).select_related("course", "lecture", "revision")
    told = documents.only(
        "title", "kinds", "gated", "passages", "course__public_id", "lecture__public_id", "revision__title"
    )
    by_pk = {document.pk: document for document in told}
    return tuple(_result(by_pk[pk], query, openings) for pk in pks if pk in by_pk)


def _result(document: SearchDocument, query: Query, openings: dict[int, Opening]) -> Result:
    lecture = document.lecture
    opening = openings[lecture.pk] if lecture is not None and document.gated else OPEN
    passages: list[dict[str, Any]] = document.passages
    if not opening.open:
        passages = [passage for passage in passages if passage["kind"] == PassageKind.SUMMARY]
    return Result(
        course_id=document.course.public_id,
        lecture_id=lecture.public_id if lecture is not None else "",
        course_title=document.revision.title,
        title=marked(document.title, query.terms),
        kind=document.kinds.strip(",") if lecture is not None else "",
        jumps=jumps(passages, query.terms, query.phrase),
        reason=opening.reason,
    )
