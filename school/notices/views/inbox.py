"""消息: what this member was told, newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from school.accounts.requests import MemberRequest
from school.notices.kinds import notice_kinds
from school.notices.models import Notice
from school.notices.services.reading import bring_back, clear_notice, mark_read

PAGE_SIZE = 30


@require_safe
@login_required
def inbox(request: MemberRequest) -> HttpResponse:
    """Everything or what is unread, of one kind if chosen."""
    show, kind = request.GET.get("show", "all"), request.GET.get("kind", "")
    notices = Notice.objects.inbox_of(request.user)
    present = set(notices.values_list("kind", flat=True).order_by("kind").distinct())
    unread = notices.unread().count()
    notices = notices.unread() if show == "unread" else notices
    notices = notices.filter(kind=kind) if kind in present else notices
    return render(
        request,
        "notices/inbox.html",
        {
            "page": Paginator(notices, PAGE_SIZE).get_page(request.GET.get("page")),
            "show": show,
            "kind": kind,
            "kinds": [known for known in notice_kinds() if known.code in present],
            "unread": unread,
            "query": urlencode({"show": show, "kind": kind}),
        },
    )


@require_safe
@login_required
def open_notice(request: MemberRequest, notice_id: str) -> HttpResponse:
    """Read it: on to what it is about, or its own page when there is nothing to go on to."""
    notice = get_object_or_404(Notice, member=request.user, public_id=notice_id)
    mark_read(member=request.user, public_id=notice_id, at=request.at)
    if notice.url:
        return redirect(notice.url)
    return render(request, "notices/notice.html", {"notice": notice})


@require_POST
@login_required
def read_all(request: MemberRequest) -> HttpResponse:
    mark_read(member=request.user, at=request.at)
    messages.success(request, _("All messages are marked as read."))
    return redirect("notices:inbox")


@require_POST
@login_required
def clear(request: MemberRequest, notice_id: str) -> HttpResponse:
    """Take one out of the inbox; it can be brought back."""
    notice = get_object_or_404(Notice, member=request.user, public_id=notice_id)
    clear_notice(notice=notice, at=request.at)
    return render(request, "notices/cleared.html", {"notice": notice})


@require_POST
@login_required
def restore(request: MemberRequest, notice_id: str) -> HttpResponse:
    notice = get_object_or_404(Notice, member=request.user, public_id=notice_id)
    bring_back(notice=notice)
    messages.success(request, _("The message is back in your inbox."))
    return redirect("notices:inbox")
