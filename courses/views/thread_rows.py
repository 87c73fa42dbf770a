"""Threads and posts as the discussion beside a lecture shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.forms.place import Places
from school.discussion.models import Post, PostState, Thread
from school.discussion.services.changing import may_edit
from school.discussion.subjects import Standing

READABLE = (PostState.VISIBLE, PostState.HELD)


@dataclass(frozen=True)
class ThreadRow:
    """`moment` says where in the lecture it was asked, `address` leads there."""

    thread: Thread
    moment: str
    address: str
    beyond: bool


@dataclass(frozen=True)
class PostRow:
    """One post with its remarks; `shows` is whether the text may be served to this reader."""

    post: Post
    shows: bool
    own: bool
    may_edit: bool
    may_withdraw: bool
    may_report: bool
    remarks: tuple[PostRow, ...] = ()


def thread_row(thread: Thread, places: Places) -> ThreadRow:
    place = thread.place
    return ThreadRow(thread, places.words(place), places.address(place), places.is_beyond(place))


def post_rows(thread: Thread, *, standing: Standing, at: datetime) -> list[PostRow]:
    """The opening, answers of instructors and marked ones, then the others, each with its remarks. One query.

    A post that others cannot read leaves a line only where something was answered to it.
    """
    posts = list(Post.objects.filter(thread=thread).select_related("author").answers_first())
    remarks: dict[int, list[Post]] = defaultdict(list)
    for post in sorted(posts, key=lambda each: each.pk):
        if post.reply_to_id is not None:
            remarks[post.reply_to_id].append(post)
    rows = (_row(post, remarks[post.pk], standing, at) for post in posts if post.reply_to_id is None)
    return [row for row in rows if row.shows or row.remarks or row.post.is_opening]


def _row(post: Post, remarks: Iterable[Post], standing: Standing, at: datetime) -> PostRow:
    below: Sequence[PostRow] = [_row(remark, (), standing, at) for remark in remarks]
    own = post.author_id == standing.member_id
    visible = post.state == PostState.VISIBLE
    return PostRow(
        post=post,
        shows=visible or own or standing.may_moderate,
        own=own,
        may_edit=own and standing.may_post and may_edit(post=post, member_id=standing.member_id, at=at),
        may_withdraw=own and post.state in READABLE,
        may_report=visible and not own,
        remarks=tuple(row for row in below if row.shows),
    )
