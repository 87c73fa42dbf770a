"""What authors do with their own posts: change them for a while, or withdraw them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from school.discussion.errors import EditingOver, NothingToDecide
from school.discussion.models import ModerationStep, Post, PostState, PostVersion, Report, ReportState, StepAction
from school.discussion.services.addressing import ask_moderators, looked_at
from school.discussion.services.checking import require_room, require_standing, state_of_new
from school.discussion.services.settling import settle
from school.discussion.subjects import Standing
from school.discussion.texts import likeness, tidy
from school.errors import Forbidden
from school.organisation.acting import Act
from school.organisation.models import Member
from school.policies.reading import policy


def may_edit(*, post: Post, member_id: int, at: datetime) -> bool:
    """Whether its author may still change it."""
    young = post.posted_at + timedelta(minutes=policy("discussion.edit_minutes")) > at
    return post.author_id == member_id and young and post.state in {PostState.VISIBLE, PostState.HELD}


@transaction.atomic
def edit_post(
    *, post: Post, standing: Standing, member: Member, body: str, at: datetime, advice_read: bool = False
) -> Post:
    """Put other words in place; the former ones are kept for moderators.

    Raises:
        Forbidden: it is somebody else's. EditingOver: too late, or a moderator has decided.
        PostingClosed, PostingBlocked, TextMissing, TextTooLong, WordRefused, WordAdvised.
    """
    post = _own(post, member)
    if not may_edit(post=post, member_id=member.pk, at=at):
        raise EditingOver(minutes=policy("discussion.edit_minutes"))
    require_standing(standing=standing, organisation=post.thread.organisation, at=at)
    text = tidy(body)
    require_room(text=text)
    if text == post.body:
        return post
    state = state_of_new(text=text, standing=standing, advice_read=advice_read)
    PostVersion.objects.create(post=post, body=post.body, until=at)
    held_now = state == PostState.HELD and post.state != PostState.HELD
    post.body, post.likeness, post.edited_at = text, likeness(text), at
    # What waits for a moderator goes on waiting, whatever it says now.
    post.state = PostState.HELD if post.state == PostState.HELD else state
    post.save(update_fields=["body", "likeness", "edited_at", "state"])
    if held_now:
        ModerationStep.objects.create(post=post, action=StepAction.HELD, by=None, at=at)
        ask_moderators(post=post, at=at)
    settle(thread=post.thread)
    return post


@transaction.atomic
def withdraw_post(*, post: Post, member: Member, at: datetime) -> Post:
    """Take back one's own words, at any time. What others answered stays.

    Raises:
        Forbidden: it is somebody else's. NothingToDecide: a moderator took it away, or it is withdrawn already.
    """
    post = _own(post, member)
    if post.state not in {PostState.VISIBLE, PostState.HELD}:
        raise NothingToDecide
    post.state, post.open_reports, post.marked_at = PostState.WITHDRAWN, 0, None
    post.save(update_fields=["state", "open_reports", "marked_at"])
    Report.objects.filter(post=post, state=ReportState.OPEN).update(state=ReportState.DISMISSED, decided_at=at)
    looked_at(post=post, act=Act(member=member, at=at))
    settle(thread=post.thread)
    return post


def _own(post: Post, member: Member) -> Post:
    """The post again, locked."""
    fresh = Post.objects.select_for_update(of=("self",)).select_related("thread__organisation").get(pk=post.pk)
    if fresh.author_id != member.pk:
        raise Forbidden
    return fresh
