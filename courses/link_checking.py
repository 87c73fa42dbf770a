"""Asking the addresses that drafts link to, one per host at a time, and keeping the answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.cache import cache

from courses.link_fetching import Answer, look_at
from courses.models import LinkCheck

A_RUN = 40
"""Addresses asked in one run of the task; the rest waits for the next, which the clock starts a minute later."""
HELD_SECONDS = 60


def check_due_links(*, at: datetime, ask: Callable[[str], Answer] = look_at) -> int:
    """Ask what is due; how many were asked. Two workers never ask one host at once, nor one worker twice in a row
    without waiting for the answer."""
    asked = 0
    for check in LinkCheck.objects.due(at=at).order_by("checked_at", "pk")[:A_RUN]:
        key = f"link-check:{check.host}"
        if not cache.add(key, 1, timeout=HELD_SECONDS):
            continue
        try:
            answer = ask(check.address)
        finally:
            cache.delete(key)
        LinkCheck.objects.filter(pk=check.pk).update(state=answer.state, status=answer.status, checked_at=at)
        asked += 1
    return asked


def forget_unused(*, at: datetime, after: timedelta = timedelta(days=180)) -> int:
    """Addresses that no draft has asked for in half a year; how many."""
    return LinkCheck.objects.filter(asked_at__lt=at - after).delete()[0]
