"""What a thread says about itself follows its posts: counts, dates, whether it is answered."""

from __future__ import annotations

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce

from school.discussion.models import Post, PostState, Thread


def settle(*, thread: Thread) -> Thread:
    """Count again; called by whatever changes a post, in the same transaction."""
    # Two who reply at once would otherwise each count without the other.
    Thread.objects.select_for_update().get(pk=thread.pk)
    visible = Q(state=PostState.VISIBLE)
    reply = visible & Q(is_opening=False)
    answer = reply & (Q(by_instructor=True) | Q(marked_at__isnull=False))
    seen = Post.objects.filter(thread=thread).aggregate(
        replies=Count("pk", filter=reply),
        last_at=Max("posted_at", filter=visible),
        answered_at=Min(Coalesce("marked_at", "posted_at"), filter=answer),
    )
    thread.state = Post.objects.filter(thread=thread, is_opening=True).values_list("state", flat=True)[0]
    thread.replies = seen["replies"]
    thread.last_post_at = seen["last_at"] or thread.opened_at
    thread.answered_at = seen["answered_at"]
    thread.save(update_fields=["state", "replies", "last_post_at", "answered_at"])
    return thread
