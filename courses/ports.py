"""Facts that come from above: who has completed and passed what. ``progress`` is the one provider."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured


class CompletionFacts(Protocol):
    """Answers about one member, for the lectures asked about (primary keys in, primary keys out)."""

    def completed(self, member_id: int, lecture_ids: Collection[int]) -> set[int]:
        """The lectures among these that the member has completed, in any revision."""
        ...

    def passed(self, member_id: int, lecture_ids: Collection[int]) -> set[int]:
        """The quiz lectures among these that the member has passed, in any revision."""
        ...


_providers: list[CompletionFacts] = []


def provide_completion_facts(provider: CompletionFacts) -> None:
    """Register the provider; a later call replaces it."""
    _providers[:] = [provider]


def completion_facts() -> CompletionFacts:
    """The registered provider. Raises ImproperlyConfigured when there is none (system check courses.E001)."""
    if not _providers:
        raise ImproperlyConfigured("no app provides courses.ports.CompletionFacts")
    return _providers[0]


def is_provided() -> bool:
    """Whether a provider has been registered."""
    return bool(_providers)
