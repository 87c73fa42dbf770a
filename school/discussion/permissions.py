"""May she, on this one? Each question stands beside the queryset filter that says the same."""

from __future__ import annotations

from school.discussion.models import Post, PostState, Thread
from school.discussion.subjects import Standing
from school.organisation.authority import Authority, Right


def can_moderate(authority: Authority, thread: Thread) -> bool:
    """Twin of `Thread.objects.moderated_by` and `Post.objects.moderated_by`."""
    return authority.covers(Right.MODERATE, thread.organisation.path)


def can_read_post(standing: Standing, post: Post) -> bool:
    """Twin of `Post.objects.readable_by`."""
    return standing.may_moderate or post.state == PostState.VISIBLE or post.author_id == standing.member_id


def can_read_thread(standing: Standing, thread: Thread) -> bool:
    """Twin of `Thread.objects.readable_by`."""
    return standing.may_moderate or thread.state == PostState.VISIBLE or thread.opened_by_id == standing.member_id
