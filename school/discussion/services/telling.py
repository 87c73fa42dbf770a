"""Telling authors what happened to what they wrote."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from school.discussion.models import Post, PostingBlock, PostState
from school.discussion.news import BLOCKED, DECIDED, REPLIED
from school.discussion.subjects import subject_kind
from school.notices.services.notifying import notify


def tell_of_reply(*, post: Post, at: datetime) -> None:
    """Who asked, and who is replied to, once each; told again while unread it is one notice."""
    thread = post.thread
    told = {thread.opened_by_id} if thread.state == PostState.VISIBLE else set()
    if post.reply_to is not None and post.reply_to.state == PostState.VISIBLE:
        told.add(post.reply_to.author_id)
    told.discard(post.author_id)
    if told:
        notify(
            kind=REPLIED,
            object_kind="thread",
            object_id=thread.public_id,
            facts={"title": thread.title, "by_instructor": post.by_instructor},
            url=f"{subject_kind(thread.object_kind).url(thread.object_id)}{thread.public_id}/#{post.public_id}",
            member_ids=told,
            at=at,
        )


def tell_of_decision(*, post: Post, decision: str, reason: str, at: datetime) -> None:
    """The author, with the reason; `decision` is one of those in `news`."""
    notify(
        kind=DECIDED,
        object_kind="post",
        object_id=post.public_id,
        facts={"title": post.thread.title, "decision": decision, "reason": reason},
        url=reverse("discussion:own_post", args=[post.public_id]),
        member_ids=[post.author_id],
        at=at,
    )


def tell_of_block(*, block: PostingBlock, lifted: bool, at: datetime) -> None:
    """The member who may not write, or may again."""
    days = max(1, (block.ends_at - block.begins_at).days)
    notify(
        kind=BLOCKED,
        object_kind="posting_block",
        object_id=block.public_id,
        facts={"days": days, "reason": "" if lifted else block.reason, "lifted": lifted},
        url=reverse("discussion:own"),
        member_ids=[block.member_id],
        at=at,
    )
