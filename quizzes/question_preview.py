"""A question as its author looks it up: what is asked, what is right, and why. Never for learners."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from quizzes.content import MultipleContent, SingleContent
from quizzes.models import QuestionVersion
from quizzes.projection import Asked, review


@dataclass(frozen=True)
class QuestionPreview:
    """`options` are all that is offered, `right` the right ones, in words."""

    version: QuestionVersion
    options: tuple[str, ...]
    right: tuple[str, ...]


def preview_of(version: QuestionVersion) -> QuestionPreview:
    """No query, if the version came with its question."""
    content = version.typed_content()
    asked = Asked(
        item="",
        position=1,
        kind=version.question.kind,
        stem=version.stem,
        content=content,
        max_mark=Decimal(1),
        seed="",
    )
    shown = review(asked, None, mark=Decimal(0), explanation="", source="")
    options = (
        tuple(option.text for option in content.options) if isinstance(content, SingleContent | MultipleContent) else ()
    )
    return QuestionPreview(version=version, options=options, right=shown.right)
