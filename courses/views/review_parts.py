"""The parts of a lecture that a comment can be about, and its questions as a reviewer reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.kinds import kind_of
from courses.models import LectureRevision
from courses.proofreading.html_text import words_of
from courses.review_anchors import Part


@dataclass(frozen=True)
class QuestionText:
    """A question's words, and its place among the others counted from 1."""

    number: int
    anchor: str
    text: str


def questions_of(shown: LectureRevision) -> list[QuestionText]:
    """What the app of the lecture's kind says about it, as of a quiz."""
    texts = kind_of(shown.kind).texts(shown.lecture)
    return [QuestionText(number, anchor, text.strip()) for number, (anchor, text) in enumerate(texts, start=1)]


def parts_of_text(shown: LectureRevision) -> list[Part]:
    """Sections, pages and questions with their words."""
    sections = [section for section in shown.content.get("sections", []) if "html" in section]
    parts = [Part(section["anchor"], words_of(section["html"])) for section in sections]
    return parts + [Part(question.anchor, question.text) for question in questions_of(shown)]


def parts_with_labels(shown: LectureRevision) -> list[tuple[str, str]]:
    """Anchor and name of each part, for the form of a comment."""
    sections = [section for section in shown.content.get("sections", []) if "html" in section]
    named = []
    for number, section in enumerate(sections, start=1):
        is_page = section["anchor"].startswith("page-")
        label = (_("Page %(number)s") if is_page else _("Section %(number)s")) % {"number": number}
        named.append((section["anchor"], f"{label} · {section['title']}" if section["title"] else label))
    for question in questions_of(shown):
        first = question.text.split("\n")[0][:40]
        named.append((question.anchor, _("Question %(number)s") % {"number": question.number} + f" · {first}"))
    return named
