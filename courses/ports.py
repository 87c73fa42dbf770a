"""Facts that come from above: who has completed and passed what. ``progress`` is the one provider."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Achieved:
    """Primary keys of lectures that a member has completed, in any revision; `passed` by a passed quiz."""

    completed: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()


class CompletionFacts(Protocol):
    """Answers about one member. One question, so that a page with gates costs one query."""

    def achieved(self, member_id: int, lecture_ids: Collection[int]) -> Achieved:
        """What the member has achieved among these lectures."""
        ...

    def courses_completed(self, records: Collection[int], course_ids: Collection[int]) -> frozenset[int]:
        """Which of these courses a person has completed, under any of these records of hers."""
        ...


class StudyFacts(Protocol):
    """Who has begun and who has completed lectures, for the counts that an author is shown. Never names."""

    def begun(self, lecture_ids: Collection[int]) -> set[tuple[int, int]]:
        """(member, lecture) of everybody who has watched, read or answered any of it; one query."""
        ...

    def completed(self, lecture_ids: Collection[int]) -> set[tuple[int, int]]:
        """(member, lecture) of everybody who has completed it; one query."""
        ...


_study: list[StudyFacts] = []


def provide_study_facts(provider: StudyFacts) -> None:
    """Register the provider; a later call replaces it."""
    _study[:] = [provider]


def study_facts() -> StudyFacts:
    """The registered provider. Raises ImproperlyConfigured when there is none."""
    if not _study:
        raise ImproperlyConfigured("no app provides courses.ports.StudyFacts")
    return _study[0]


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
