"""The word list at work: `find_words` for whatever has to be checked before others read it.

A process keeps the list until the shared token changes, which every change of the list sees to; a look into a text
then costs one question to the cache and none to the database.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from school.discussion.matching import Matcher
from school.discussion.models import WordAction, WordListEntry

_LIST_KEY = "discussion:words"
_LIST_SECONDS = 3600


@dataclass(frozen=True)
class Found:
    """`text[start:end]` spells `word` of the list; `action` is one of `WordAction`, `advice` may be empty."""

    word: str
    start: int
    end: int
    advice: str
    action: str = WordAction.WARN


@dataclass(frozen=True)
class _Listed:
    word: str
    advice: str
    action: str


@dataclass
class _Memory:
    """The list as this process knows it, and the token under which it read it."""

    token: str
    matcher: Matcher[_Listed]


_memory = _Memory(token="", matcher=Matcher({}))


def find_words(text: str) -> tuple[Found, ...]:
    """Words of the operator's list in the text, in the order in which they stand there."""
    return tuple(
        Found(hit.named.word, hit.start, hit.end, hit.named.advice, hit.named.action) for hit in _matcher().find(text)
    )


def forget_words() -> None:
    """Make every process read the list again, once what changed it has committed."""
    transaction.on_commit(lambda: cache.delete(_LIST_KEY), robust=True)


def _matcher() -> Matcher[_Listed]:
    token = str(cache.get_or_set(_LIST_KEY, lambda: secrets.token_hex(8), _LIST_SECONDS))
    if token != _memory.token:
        _memory.matcher = Matcher.of(
            (spelling, _Listed(entry.word, entry.advice, entry.action))
            for entry in WordListEntry.objects.all()
            for spelling in entry.spellings
        )
        _memory.token = token
    return _memory.matcher
