"""What is asked of every text before it is kept: room, pace, repetition, blocks, and the word list."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from school.discussion.errors import (
    AlreadySaid,
    PostingBlocked,
    PostingClosed,
    TextMissing,
    TextTooLong,
    TooManyPosts,
    TooSoon,
    WordAdvised,
    WordRefused,
)
from school.discussion.models import Post, PostingBlock, PostState, Thread, WordAction
from school.discussion.policies import BEFORE
from school.discussion.subjects import Standing
from school.discussion.texts import likeness
from school.discussion.words import find_words
from school.organisation.models import Organisation
from school.policies.reading import policy

# A question that somebody asks again next month is not a repetition.
REPEATED_WITHIN = timedelta(days=1)


def require_standing(*, standing: Standing, organisation: Organisation, at: datetime) -> None:
    """Raises PostingClosed, or PostingBlocked with the day and the reason."""
    if not standing.may_post:
        raise PostingClosed
    block = PostingBlock.objects.in_force(at=at).over(organisation.path).filter(member=standing.member_id).first()
    if block is not None:
        day = date_format(timezone.localdate(block.ends_at), "DATE_FORMAT")
        raise PostingBlocked(until=day, reason=block.reason)


def require_room(*, text: str) -> None:
    """Raises TextMissing or TextTooLong."""
    most = policy("discussion.longest")
    if not text:
        raise TextMissing
    if len(text) > most:
        raise TextTooLong(most=most, over=len(text) - most)


def require_pace(*, standing: Standing, thread: Thread | None, at: datetime) -> None:
    """Raises TooSoon or TooManyPosts; instructors and moderators answer as quickly as they can."""
    if standing.is_instructor or standing.may_moderate:
        return
    own = Post.objects.filter(author=standing.member_id)
    most = policy("discussion.per_hour")
    if own.filter(posted_at__gt=at - timedelta(hours=1)).count() >= most:
        raise TooManyPosts(most=most)
    pause = timedelta(seconds=policy("discussion.slow_seconds"))
    latest = own.filter(thread=thread).order_by("-posted_at").first() if thread and pause else None
    if latest is not None and latest.posted_at + pause > at:
        raise TooSoon(seconds=max(1, round((latest.posted_at + pause - at).total_seconds())))


def require_new(*, standing: Standing, text: str, thread: Thread | None, object_id: str, at: datetime) -> str:
    """The likeness of the text. Raises AlreadySaid."""
    mark = likeness(text)
    here = Q(thread=thread) if thread else Q(thread__object_id=object_id, is_opening=True)
    said = Post.objects.filter(here, author=standing.member_id, likeness=mark, posted_at__gt=at - REPEATED_WITHIN)
    if said.exclude(state=PostState.WITHDRAWN).exists():
        raise AlreadySaid
    return mark


def state_by_words(*, text: str, advice_read: bool) -> PostState:
    """What the word list makes of a text.

    Raises:
        WordRefused: it contains what nobody may write.
        WordAdvised: it contains what the author is asked about, and `advice_read` is not set.
    """
    found = find_words(text)
    for each in found:
        if each.action == WordAction.REFUSE:
            raise WordRefused(word=each.word, advice=each.advice)
    if any(each.action == WordAction.HOLD for each in found):
        return PostState.HELD
    if found and not advice_read:
        raise WordAdvised(word=found[0].word, advice=found[0].advice)
    return PostState.VISIBLE


def state_of_new(*, text: str, standing: Standing, advice_read: bool) -> PostState:
    """The same, and whether a moderator looks first by policy."""
    state = state_by_words(text=text, advice_read=advice_read)
    trusted = standing.is_instructor or standing.may_moderate
    return PostState.HELD if policy("discussion.checked") == BEFORE and not trusted else state
