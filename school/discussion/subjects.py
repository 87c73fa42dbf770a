"""What can be talked about. The kernel knows no courses: the app that owns a kind of object registers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from school.organisation.models import Organisation

_Address = Callable[[str], str]


@dataclass(frozen=True)
class Subject:
    """One thing that is talked about: a lecture (`id`, `title`) of a course (`within_id`, `within_title`), say.

    `organisation` owns it: the moderators whose office reaches there look after what is said.
    """

    kind: str
    id: str
    title: str
    within_id: str
    within_title: str
    organisation: Organisation


@dataclass(frozen=True)
class Standing:
    """What the edge found out about this reader and this subject, before anything of the discussion is asked.

    `member_id` reads. An instructor's posts are marked, and hers are answers.
    """

    member_id: int
    may_post: bool
    is_instructor: bool = False
    may_moderate: bool = False


@dataclass(frozen=True)
class SubjectKind:
    """`url` is where the subject with this id is talked about, `within_url` the page of the whole it belongs to."""

    code: str
    url: _Address
    within_url: _Address


_kinds: dict[str, SubjectKind] = {}


def register_subject_kind(kind: SubjectKind) -> None:
    """Called from AppConfig.ready of the app whose objects are talked about."""
    _kinds[kind.code] = kind


def subject_kind(code: str) -> SubjectKind:
    """Raises KeyError when no installed app registers the kind."""
    return _kinds[code]
