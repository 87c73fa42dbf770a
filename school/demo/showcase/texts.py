"""The words of the showcase under data/: read, typed and checked. No ORM and no clock."""

from __future__ import annotations

import tomllib
from functools import cache

from school.demo.college.tables import DATA
from school.demo.courseware import Written


class Topic(Written):
    name: str


class Series(Written):
    title: str
    introduction: str
    courses: tuple[str, ...]


class DraftLecture(Written):
    title: str
    body: str


class Comment(Written):
    """A remark on words of a lecture."""

    lecture: str
    quote: str
    text: str


class Draft(Written):
    """A course of articles. `note` goes to the reviewers, `reason` comes back from them."""

    title: str
    summary: str
    topic: str
    chapter: str
    lecture: tuple[DraftLecture, ...]
    note: str = ""
    reason: str = ""
    comment: tuple[Comment, ...] = ()


class Edition(Written):
    """What the second edition of a course changes: `note` goes to the end of the article."""

    course: str
    article: str
    note: str
    added: str
    chapter_summary: str
    body: str
    later: str
    later_body: str


class Correction(Written):
    course: str
    lecture: str
    wrong: str
    right: str


class Adoption(Written):
    course: str
    introduction: str


class Assignment(Written):
    course: str
    days: int
    required: bool
    reason: str


class Condition(Written):
    course: str
    grace_days: int


class Discussion(Written):
    """A question with a guess, an answer and a rumour under it, and another question that waits."""

    course: str
    lecture: str
    question: str
    body: str
    guess: str
    answer: str
    thanks: str
    rumour: str
    report: str
    waiting: str
    waiting_body: str


class Note(Written):
    """A private note; `section` counts from 1, 0 is the lecture as a whole."""

    course: str
    lecture: str
    section: int
    text: str


class Words(Written):
    list: str


class Evaluation(Written):
    """Two courses: one with enough voices to be shown, one with too few; and what voices say."""

    many: str
    few: str
    good: tuple[str, ...]
    better: tuple[str, ...]


class Finding(Written):
    course: str
    found_by: str
    found: str
    done: str


class Showcase(Written):
    topic: tuple[Topic, ...]
    series: tuple[Series, ...]
    waiting: Draft
    returned: Draft
    planned: Draft
    unopened: Draft
    edition: Edition
    correction: Correction
    adoption: Adoption
    assignment: tuple[Assignment, ...]
    condition: Condition
    discussion: Discussion
    note: tuple[Note, ...]
    words: Words
    evaluation: Evaluation
    improvement: tuple[Finding, ...]


@cache
def showcase() -> Showcase:
    """Raises pydantic.ValidationError when data/showcase.toml does not say all of it."""
    return Showcase.model_validate(tomllib.loads((DATA / "showcase.toml").read_text(encoding="utf-8")))
