"""Opening a thread and replying to it. Sent twice under the same key, it is one post."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from school.discussion.errors import ThreadLocked
from school.discussion.models import ModerationStep, Post, PostState, StepAction, Thread
from school.discussion.places import NOWHERE, Place
from school.discussion.services.addressing import ask_moderators, questions_answered
from school.discussion.services.checking import (
    require_new,
    require_pace,
    require_room,
    require_standing,
    state_of_new,
)
from school.discussion.services.settling import settle
from school.discussion.services.telling import tell_of_reply
from school.discussion.subjects import Standing, Subject
from school.discussion.texts import tidy
from school.organisation.models import Member

LONGEST_TITLE = 120


@transaction.atomic
def open_thread(
    *,
    subject: Subject,
    standing: Standing,
    member: Member,
    title: str,
    body: str,
    client_key: str,
    at: datetime,
    place: Place = NOWHERE,
    advice_read: bool = False,
) -> Thread:
    """Ask or remark something about the subject; without a title the first line of the text is one.

    Raises:
        PostingClosed, PostingBlocked, TextMissing, TextTooLong, TooManyPosts, AlreadySaid, WordRefused, WordAdvised.
    """
    before = _sent_before(member, client_key)
    if before is not None:
        return before.thread
    require_standing(standing=standing, organisation=subject.organisation, at=at)
    text = tidy(body)
    require_room(text=text)
    heading = (tidy(title).replace("\n", " ") or text.split("\n", 1)[0])[:LONGEST_TITLE]
    require_pace(standing=standing, thread=None, at=at)
    mark = require_new(standing=standing, text=text, thread=None, object_id=subject.id, at=at)
    state = state_of_new(text=f"{heading}\n{text}", standing=standing, advice_read=advice_read)
    thread = Thread.objects.create(
        object_kind=subject.kind,
        object_id=subject.id,
        object_title=subject.title[:LONGEST_TITLE],
        within_id=subject.within_id,
        within_title=subject.within_title[:LONGEST_TITLE],
        organisation=subject.organisation,
        title=heading,
        place_kind=place.kind,
        place_number=place.number,
        place_anchor=place.anchor,
        opened_by=member,
        opened_at=at,
        last_post_at=at,
        state=state,
    )
    opening = Post(thread=thread, author=member, body=text, likeness=mark, state=state, is_opening=True)
    _keep(opening, standing=standing, client_key=client_key, advice_read=advice_read, at=at)
    return thread


@transaction.atomic
def reply(
    *,
    thread: Thread,
    standing: Standing,
    member: Member,
    body: str,
    client_key: str,
    at: datetime,
    to: Post | None = None,
    advice_read: bool = False,
) -> Post:
    """Answer the thread, or remark on one of its answers; a remark on a remark joins the same answer.

    Raises:
        ThreadLocked: no more replies, except a moderator's.
        PostingClosed, PostingBlocked, TextMissing, TextTooLong, TooSoon, TooManyPosts, AlreadySaid, WordRefused,
        WordAdvised.
    """
    before = _sent_before(member, client_key)
    if before is not None:
        return before
    if thread.locked_at is not None and not standing.may_moderate:
        raise ThreadLocked
    require_standing(standing=standing, organisation=thread.organisation, at=at)
    text = tidy(body)
    require_room(text=text)
    require_pace(standing=standing, thread=thread, at=at)
    mark = require_new(standing=standing, text=text, thread=thread, object_id="", at=at)
    state = state_of_new(text=text, standing=standing, advice_read=advice_read)
    answered = None if to is None or to.is_opening else to.reply_to or to
    post = Post(thread=thread, reply_to=answered, author=member, body=text, likeness=mark, state=state)
    post.by_instructor = standing.is_instructor and member.pk != thread.opened_by_id
    _keep(post, standing=standing, client_key=client_key, advice_read=advice_read, at=at)
    settle(thread=thread)
    if state == PostState.VISIBLE:
        tell_of_reply(post=post, at=at)
    if post.by_instructor:
        questions_answered(thread=thread, member=member, at=at)
    return post


def _sent_before(member: Member, client_key: str) -> Post | None:
    """What the same key brought already. Takes the member's lock, so that paces are counted one after another."""
    Member.objects.select_for_update().get(pk=member.pk)
    return Post.objects.filter(author=member, client_key=client_key).select_related("thread").first()


def _keep(post: Post, *, standing: Standing, client_key: str, advice_read: bool, at: datetime) -> None:
    post.client_key, post.posted_at, post.warned = client_key, at, advice_read
    post.save()
    if post.state == PostState.HELD:
        ModerationStep.objects.create(post=post, action=StepAction.HELD, by=None, at=at)
        ask_moderators(post=post, at=at)
