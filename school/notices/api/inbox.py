"""The inbox for programs."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from school.accounts.requests import MemberRequest
from school.notices.models import Notice
from school.notices.services.reading import mark_read

router = Router(tags=["messages"])
PAGE_SIZE = 30


class NoticeOut(Schema):
    """`times` says how often it was told while unread; `why` why this member gets it."""

    id: str
    kind: str
    title: str
    body: str
    why: str
    url: str
    times: int
    at: datetime
    unread: bool


class InboxOut(Schema):
    """`unread` counts all unread ones, not only those of this page."""

    unread: int
    items: list[NoticeOut]


class Which(Schema):
    """`page` counts from 1, thirty a page."""

    page: int = Field(1, ge=1, le=1000)
    unread: bool = False


@router.get("/notices", response=InboxOut, summary="What you were told")
def list_notices(request: HttpRequest, which: Query[Which]) -> dict[str, object]:
    notices = Notice.objects.inbox_of(cast("MemberRequest", request).user)
    chosen = notices.unread() if which.unread else notices
    begin = (which.page - 1) * PAGE_SIZE
    return {
        "unread": notices.unread().count(),
        "items": [
            {
                "id": notice.public_id,
                "kind": notice.kind,
                "title": notice.title,
                "body": notice.body,
                "why": str(notice.why),
                "url": notice.url,
                "times": notice.times,
                "at": notice.at,
                "unread": bool(notice.unread),
            }
            for notice in chosen[begin : begin + PAGE_SIZE]
        ],
    }


@router.post("/notices/read", response={204: None}, summary="Mark all as read")
def read_all(request: HttpRequest) -> Status[None]:
    reader = cast("MemberRequest", request)
    mark_read(member=reader.user, at=reader.at)
    return Status(204, None)
