"""The interface in another organisation's words: what the catalogues say, with the words of the chosen pack.

Only messages of the interface pass through here, so what people wrote and how organisations are called stays. Named
places for facts, tags and addresses within a message are left alone. The pack in force is looked up where work begins
(a request, a task), never in the middle of a sentence, and all processes follow within the five seconds of a policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from celery.signals import task_prerun
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, trans_real

from school.label_packs import PACKS, terms
from school.policies.reading import policy
from school.policies.registry import policy_named

NO_CHANGE = "party"
# Facts to fill in, template variables, tags, entities and addresses: never words of the interface.
_KEPT = r"%\([^)]*\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+"
_current = {"pack": NO_CHANGE}


@lru_cache(maxsize=16)
def _substitution(pack: str, language: str) -> Callable[[str], str]:
    words = terms(pack, language)
    if not words:
        return str
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    within = rf"\b(?:{longest_first})\b" if language == "en" else f"(?:{longest_first})"
    pattern = re.compile(rf"({_KEPT})|{within}", re.IGNORECASE)

    def replaced(found: re.Match[str]) -> str:
        whole = found.group(0)
        return whole if found.group(1) else _in_the_same_case(whole, words[whole.lower()])

    return lambda text: pattern.sub(replaced, text)


def _in_the_same_case(old: str, new: str) -> str:
    """`Branch` becomes `Chapter`, `Online Party School` becomes `Online School`."""
    if " " in old and old.istitle():
        return new.title()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


@lru_cache(maxsize=20_000)
def in_words_of(pack: str, language: str, text: str) -> str:
    """The message with the words of this pack; unchanged for the pack that changes nothing."""
    return _substitution(pack, language)(text)


class LabelledTranslation(trans_real.DjangoTranslation):
    """Django's catalogue of one language, answering in the words of the pack in force."""

    def _labelled(self, text: str) -> str:
        pack = _current["pack"]
        return text if pack == NO_CHANGE else in_words_of(pack, self.to_language(), text)

    def gettext(self, message: str) -> str:
        return self._labelled(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._labelled(super().ngettext(msgid1, msgid2, n))


def install() -> None:
    """Let every catalogue loaded from now on answer in the words of the pack in force; once, at start."""
    # Django has no setting for the class of its catalogues; this is the one name under which it makes them.
    trans_real.DjangoTranslation = LabelledTranslation  # type: ignore[misc]
    trans_real._translations.clear()  # type: ignore[attr-defined]  # noqa: SLF001 - loaded before, so of the old class
    task_prerun.connect(_before_a_task, dispatch_uid="school.labels")


def look_up_pack() -> None:
    """Follow the policy; where work begins."""
    _current["pack"] = policy("labels.pack")


def _before_a_task(**facts: Any) -> None:
    look_up_pack()


def labels_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every page and answer in the words of the pack in force now; health checks say nothing and ask nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *view: Any) -> None:
        match = request.resolver_match
        if match is None or match.namespace != "operations":
            look_up_pack()

    middleware.process_view = process_view  # type: ignore[attr-defined]  # Django's hook on a function
    return middleware


def examples() -> list[tuple[str, list[tuple[str, str]]]]:
    """For each pack that changes words: its name, and what becomes of which word in the language of the reader."""
    language = get_language() or settings.LANGUAGE_CODE
    names = dict(policy_named("labels.pack").choices)
    return [(str(names[pack]), sorted(terms(pack, language).items())) for pack in PACKS if pack != NO_CHANGE]
