"""Facts that come from above: who has completed and passed what. ``progress`` is the one provider."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from courses.models import Course


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

    def studied(self, lecture_ids: Collection[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """(member, lecture) of everybody who has watched, read or answered any of it, and of everybody who has
        completed it; one query."""
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


Writers = Callable[["Course"], Collection[int]]
"""Ids of members who wrote what a draft would ask of members now and what they have not been asked before."""

_writers: list[Writers] = []


def register_writers(writers: Writers) -> None:
    """Make known who else writes in drafts: what is kept outside them, as a question in its bank."""
    if writers not in _writers:
        _writers.append(writers)


def writers_elsewhere(course: Course) -> set[int]:
    """Everybody whom the registered apps name for this course."""
    return {member for writers in _writers for member in writers(course)}


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
