"""Tasks of one's own offices, for programs of one's own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, cast

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Query, Schema

from school.accounts.requests import MemberRequest
from school.organisation.api.members import router
from school.organisation.models import Task
from school.organisation.task_lines import TaskLine, lines_of

PAGE_SIZE = 50


class TaskOut(Schema):
    """`url` is the page where it is done; `office` and `sentence` are in the caller's language."""

    id: str
    kind: str
    sentence: str
    office: str
    url: str
    state: str
    due_on: date | None
    is_overdue: bool
    asked_at: datetime
    closed_at: datetime | None


class TasksOut(Schema):
    """`pages` is how many pages of fifty there are."""

    tasks: list[TaskOut]
    page: int
    pages: int


@router.get("/tasks", response=TasksOut, tags=["tasks"])
def own_tasks(
    request: HttpRequest,
    state: Annotated[Literal["open", "done"], Query()] = "open",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> TasksOut:
    """Tasks of the offices held today: open ones by what is due first, or finished ones, latest first."""
    asked = cast("MemberRequest", request)
    mine = Task.objects.addressed_to(asked.authority).select_related("organisation")
    listed = mine.open().due_first() if state == "open" else mine.closed().order_by("-closed_at", "-pk")
    shown = Paginator(listed, PAGE_SIZE).get_page(page)
    lines = lines_of(shown.object_list, today=asked.authority.on)
    return TasksOut(tasks=[_out(line) for line in lines], page=shown.number, pages=shown.paginator.num_pages)


def _out(line: TaskLine) -> TaskOut:
    task = line.task
    return TaskOut(
        id=task.public_id,
        kind=task.kind,
        sentence=line.sentence,
        office=line.office,
        url=line.url,
        state=task.state,
        due_on=task.due_on,
        is_overdue=line.is_overdue,
        asked_at=task.created_at,
        closed_at=task.closed_at,
    )
