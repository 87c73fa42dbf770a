"""All courses that a member may take: where to go on, what is due, what is new, and the whole list, narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.kinds import all_kinds
from courses.narrowing import LENGTHS, SHOW, SORTS, STATES, Narrowing
from courses.views.labelled import Label, Labels, labels_of
from courses.views.shelf import Book, narrowed, shelf_of, with_floors
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20
ON_TOP = 3
Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Filter:
    """One choice of the filter sheet, by the name it has in the address."""

    name: str
    label: str
    choices: Choices
    value: str

    @property
    def chosen(self) -> str:
        """What is chosen, in words; empty for none, and for one that is not offered."""
        return str(dict(self.choices).get(self.value, "")) if self.value else ""


@login_required
@require_safe
def catalogue(request: MemberRequest) -> HttpResponse:
    """The list as its address narrows it; unnarrowed, with what matters most on top."""
    asked = Narrowing.read(request.GET)
    every = shelf_of(request)
    labels = labels_of([book.pk for book in every])
    books = with_floors(narrowed(every, asked, labels), request.user.pk)
    page = Paginator(books, PAGE_SIZE).get_page(request.GET.get("page"))
    filters = _filters(asked, every, labels)
    context: dict[str, Any] = {
        "page": page,
        "asked": asked,
        "query": asked.query,
        "filters": filters,
        "chips": [(one, asked.without(one.name)) for one in filters if one.chosen and one.name != "sort"],
        "shows": [(label, _with_show(asked, code), code == asked.show) for code, label in SHOW.items()],
        **(_on_top(books) if page.number == 1 and not asked.narrows else {}),
    }
    return render(request, "courses/catalogue.html", context)


def _on_top(books: list[Book]) -> dict[str, list[Book]]:
    """At most three each, none of them twice."""
    begun = sorted((book for book in books if book.begun), key=_touched_at, reverse=True)[:ON_TOP]
    due = [book for book in books if book.due_on is not None and book not in begun][:ON_TOP]
    due.sort(key=lambda book: str(book.due_on))
    fresh = [book for book in books if book.is_new and book.studied is None and book not in due]
    fresh.sort(key=lambda book: book.published_at, reverse=True)
    return {"begun": begun, "due": due, "fresh": fresh[:ON_TOP]} if len(books) > ON_TOP else {}


def _touched_at(book: Book) -> Any:
    return book.studied.touched_at if book.studied else book.published_at


def _filters(asked: Narrowing, every: list[Book], labels: Labels) -> list[Filter]:
    """What the courses that are open to the member can be narrowed by; all of them, also while some are left out."""
    owners = sorted({(book.owner_id, book.owner) for book in every}, key=lambda owner: owner[1])
    kinds = [(kind.code, kind.label) for kind in all_kinds()]
    return [
        Filter("topic", _("Topic"), _offered(labels.topics), asked.topic),
        Filter("series", _("Series"), _offered(labels.series), asked.series),
        Filter("state", _("State"), list(STATES.items()), asked.state),
        Filter("kind", _("With a lecture of the kind"), [("", _("any")), *kinds], asked.kind),
        Filter("length", _("Length"), list(LENGTHS.items()), asked.length),
        Filter("owner", _("Offered by"), [("", _("any")), *owners], asked.owner),
        Filter("sort", _("Order"), list(SORTS.items()), asked.sort),
    ]


def _offered(labels: Iterable[Label]) -> Choices:
    return [("", _("any")), *((label.label_id, label.name) for label in labels)]


def _with_show(asked: Narrowing, code: str) -> str:
    return Narrowing.read({**asdict(asked), "show": code}).query
