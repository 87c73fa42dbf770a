"""The written courses under content/: read, typed and checked. No ORM and no clock."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

CONTENT = Path(__file__).resolve().parent / "content"


class Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Written):
    """One question as its author wrote it; options and answers count from 1."""

    kind: Literal["single", "multiple", "true_false", "short_text", "numeric"]
    stem: str
    explanation: str
    source: str
    options: tuple[str, ...] = ()
    answer: int | bool | str | None = None
    answers: tuple[int, ...] = ()
    variants: tuple[str, ...] = ()
    tolerance: str = "0"
    unit: str = ""


class QuizText(Written):
    title: str
    pass_percent: int
    question: tuple[Question, ...]


class Slide(Written):
    """One picture of a film: a heading, some lines, and what the caption says meanwhile."""

    heading: str
    lines: tuple[str, ...]
    seconds: int
    caption: str


class FilmText(Written):
    title: str
    slide: tuple[Slide, ...]

    @property
    def seconds(self) -> int:
        return sum(slide.seconds for slide in self.slide)


class LectureText(Written):
    kind: Literal["article", "video", "quiz"]
    title: str
    summary: str
    file: str
    minutes: Decimal


class ChapterText(Written):
    title: str
    lecture: tuple[LectureText, ...]


class CourseHead(Written):
    """`owner` is the short name of the general branch that owns and sees the course; empty: the whole college."""

    title: str
    summary: str
    group: str
    minutes: int
    required: bool
    owner: str
    chapter: tuple[ChapterText, ...]


class CourseText:
    """A course folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.slug = folder.name

    @cached_property
    def head(self) -> CourseHead:
        return CourseHead.model_validate(_toml(self.folder / "course.toml"))

    @property
    def lectures(self) -> list[LectureText]:
        return [lecture for chapter in self.head.chapter for lecture in chapter.lecture]

    def article(self, lecture: LectureText) -> str:
        return (self.folder / lecture.file).read_text(encoding="utf-8")

    def quiz(self, lecture: LectureText) -> QuizText:
        return QuizText.model_validate(_toml(self.folder / lecture.file))

    def film(self, lecture: LectureText) -> FilmText:
        return FilmText.model_validate(_toml(self.folder / lecture.file))


def courses() -> list[CourseText]:
    """All courses, by the name of their folder."""
    return [CourseText(path.parent) for path in sorted(CONTENT.glob("*/course.toml"))]


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
