"""Searching everything that is open to a member: titles, texts, what is said, what stands on slides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.durations import clock
from courses.kinds import UnknownKind, kind_of
from courses.search.finding import MOST, PAGE_SIZE, Result, find
from courses.search.query import LONGEST, read_query
from courses.search.snippets import Jump
from school.accounts.requests import MemberRequest


@login_required
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """Courses and lectures that hold the words, with places to jump to."""
    query = read_query(request.GET.get("q", ""))
    number = _page(request.GET.get("page", ""))
    found = find(query=query, authority=request.authority, at=request.at, page=number)
    context: dict[str, Any] = {
        "text": query.text,
        "query": urlencode({"q": query.text}),
        "longest": LONGEST,
        "asked": bool(query),
        "found": found,
        "page": Paginator(range(found.total), PAGE_SIZE).get_page(number),
        "rows": [(result, _kind(result), [(jump, _at(jump)) for jump in result.jumps]) for result in found.results],
    }
    return render(request, "courses/search.html", context)


def _page(text: str) -> int:
    last = -(-MOST // PAGE_SIZE)
    return min(max(int(text), 1), last) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _kind(result: Result) -> str:
    """The kind of a lecture in words; empty for a course, and for a kind that is no longer installed."""
    try:
        return str(kind_of(result.kind).label) if result.kind else ""
    except UnknownKind:
        return ""


def _at(jump: Jump) -> str:
    """Where in the recording, as people write it."""
    return clock(jump.ms // 1000)
