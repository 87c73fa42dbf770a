"""My courses: what I am in the middle of, what is asked of me, and what I have completed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.views.shelf import Book, shelf_of, with_floors
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20


@login_required
@require_safe
def my_courses(request: MemberRequest) -> HttpResponse:
    """Every course that the member has begun or completed or that is required of her, what is due first."""
    books = shelf_of(request)
    completed = sorted((book for book in books if book.completed), key=_completed_at, reverse=True)
    context: dict[str, Any] = {
        "begun": with_floors((book for book in books if book.begun), request.user.pk),
        "asked": [book for book in books if book.studied is None and (book.is_required or book.due is not None)],
        "page": Paginator(completed, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/mine.html", context)


def _completed_at(book: Book) -> Any:
    return book.studied.completed_at if book.studied else None
