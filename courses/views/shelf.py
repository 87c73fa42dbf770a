"""The courses that are open to a member, as lists show them: narrowed, in order, with her state and what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.dues import ASKED, Due, due_asked, stricter, with_asked
from courses.durations import minutes_in_words
from courses.models import Course
from courses.narrowing import Narrowing
from courses.scope import opened_ids, scope_of
from courses.search.folding import fold
from courses.views.labelled import Labels, filed_under
from progress.reading import floors_of
from progress.studied import Studied, studied_courses
from school.accounts.requests import MemberRequest
from school.composed import Composed, Given, padded

NEW_FOR = timedelta(days=30)
COLUMNS = (
    "pk",
    "public_id",
    "published_revision__title",
    "published_revision__summary",
    "published_revision__required",
    "published_revision__number",
    "published_revision__published_at",
    "organisation__public_id",
    "called",
    "card__lectures",
    "card__minutes",
    "card__sort_text",
    "card__kinds",
)


@dataclass(frozen=True)
class Book:
    """A course in a list. `today` is the day of the request; `floor` is the percent that the member was shown before
    the course was changed (`with_floors`)."""

    pk: int
    course_id: str
    title: str
    summary: str
    required: bool
    number: int
    published_at: datetime
    owner_id: str
    owner: str
    lectures: int | None
    minutes: Decimal | None
    sort_text: str | None
    kinds: str | None
    at: datetime
    today: date
    studied: Studied | None = None
    due: Due | None = None
    floor: int = 0

    @property
    def facts(self) -> str:
        """Required or elective, how many lectures and how long they are together, as far as that is known."""
        said = [_("required") if self.is_required else _("elective")]
        if self.lectures:
            count = {"lectures": self.lectures}
            said.append(ngettext("%(lectures)s lecture", "%(lectures)s lectures", self.lectures) % count)
        if self.minutes:
            said.append(minutes_in_words(self.minutes))
        return " · ".join(said)

    @property
    def news(self) -> str:
        """What is new about it, in words."""
        said = [_("new") if self.number == 1 else _("new version")] if self.is_recent else []
        if self.outgrown:
            said.append(_("has grown since you completed it"))
        return " · ".join(said)

    @property
    def standing(self) -> str:
        """How far the member is in one that she has begun, in words."""
        if self.studied is None or not self.studied.done:
            return _("begun")
        return _("%(done)s of %(all)s") % {"done": self.studied.done, "all": self.lectures}

    @property
    def completed(self) -> bool:
        return self.studied is not None and self.studied.completed_at is not None

    @property
    def begun(self) -> bool:
        """Begun and not completed."""
        return self.studied is not None and self.studied.completed_at is None

    @property
    def outgrown(self) -> bool:
        """Whether lectures have come in since the member completed it."""
        return self.completed and self.studied is not None and self.studied.done < (self.lectures or 0)

    @property
    def percent(self) -> int:
        """Of its lectures, how many are completed; no less than was shown before."""
        done = self.studied.done if self.studied else 0
        return min(100, max(done * 100 // self.lectures if self.lectures else 0, self.floor))

    @property
    def is_required(self) -> bool:
        """By its author, or by who assigned it to the member."""
        return self.required or (self.due is not None and self.due.required)

    @property
    def due_on(self) -> date | None:
        """None once it is completed."""
        return None if self.completed or self.due is None else self.due.due_on

    @property
    def due_words(self) -> str:
        return self.due.in_words(self.today) if self.due is not None and self.due_on else ""

    @property
    def is_new(self) -> bool:
        """Published for the first time not long ago."""
        return self.number == 1 and self.is_recent

    @property
    def is_recent(self) -> bool:
        """Published not long ago, whether for the first time or anew."""
        return self.at - self.published_at < NEW_FOR


def shelf_of(
    request: MemberRequest,
    *,
    only: Collection[int] | None = None,
    topic: str = "",
    series: str = "",
    progress: bool = True,
) -> list[Book]:
    """All that is open to the member, the newest first; with `topic` or `series` only what is filed there. At most two
    queries.

    Without `progress` how far she is is looked up only if something is asked of her, for what is completed is not due.
    """
    narrowed_to: dict[str, str | list[int]] = {} if only is None else {"only": padded(only)}
    narrowed_to |= {name: label_id for name, label_id in (("topic", topic), ("series", series)) if label_id}
    authority = request.authority
    rows = _ROWS.rows(member=authority.member_id, **narrowed_to, **scope_of(authority))
    said: dict[int, tuple[Any, ...]] = {}
    dues: dict[int, Due] = {}
    for row in rows:
        said[row[0]] = row[: len(COLUMNS)]
        due = due_asked(row[len(COLUMNS) :])
        if due is not None:
            dues[row[0]] = stricter(dues[row[0]], due) if row[0] in dues else due
    studied = studied_courses(authority.records) if progress or dues else {}
    found_out = ((*row, request.at, authority.on, studied.get(pk), dues.get(pk)) for pk, row in said.items())
    return [Book(*columns) for columns in found_out]


def with_floors(books: Iterable[Book], member_id: int) -> list[Book]:
    """The same, each that is begun with what was shown of it before it was changed; at most two queries."""
    shown = list(books)
    floors = floors_of(member_id, [book.pk for book in shown if book.begun and book.number > 1])
    return [replace(book, floor=floors[book.pk]) if book.pk in floors else book for book in shown]


def narrowed(books: Iterable[Book], asked: Narrowing, labels: Labels) -> list[Book]:
    """Those that fit, in the order asked for."""
    if not asked.narrows:
        return _ordered(books, asked.sort)
    words = fold(asked.q)
    filed = [labels.courses_of(label_id) for label_id in (asked.topic, asked.series) if label_id]
    fitting = [
        book
        for book in books
        if _fits(book, asked) and all(book.pk in courses for courses in filed) and _says(book, words)
    ]
    return _ordered(fitting, asked.sort)


def _rows(given: Given) -> QuerySet[Any, Any]:
    """The twin of `Course.objects.visible_to`, over places."""
    found = Course.objects.published().filter(pk__in=opened_ids(given))
    if "only" in given:
        found = found.filter(pk__in=given["only"])
    card = FilteredRelation("search_documents", condition=Q(search_documents__lecture__isnull=True))
    called = Coalesce(NullIf("organisation__short_name", Value("")), F("organisation__name"))
    carded = with_asked(filed_under(found, given), given).alias(card=card).annotate(called=called)
    rows: QuerySet[Any, Any] = carded.order_by("-published_revision__published_at", "pk").values_list(*COLUMNS, *ASKED)
    return rows


_ROWS: Composed[tuple[Any, ...]] = Composed(_rows)


def _fits(book: Book, asked: Narrowing) -> bool:
    if asked.show and (asked.show == "required") != book.is_required:
        return False
    if not asked.fits_length(book.minutes or Decimal(0)):
        return False
    if asked.owner not in {"", book.owner_id}:
        return False
    if asked.kind and f",{asked.kind}," not in (book.kinds or ""):
        return False
    states: Mapping[str, bool] = {
        "not_begun": book.studied is None,
        "begun": book.begun,
        "completed": book.completed,
        "due": book.due_on is not None,
        "new": book.is_recent,
    }
    return states.get(asked.state, True)


def _says(book: Book, words: str) -> bool:
    return not words or words in fold(book.title) or words in fold(book.summary)


def _ordered(books: Iterable[Book], sort: str) -> list[Book]:
    """From newest first, which the database gives; sorting is stable."""
    if sort == "title":
        return sorted(books, key=lambda book: book.sort_text or "")
    if sort == "shortest":
        return sorted(books, key=lambda book: (not book.minutes, book.minutes or Decimal(0)))
    if sort == "newest":
        return list(books)
    return sorted(books, key=lambda book: (book.due_on is None, book.due_on or date.max))
