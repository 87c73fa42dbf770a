"""From a question as written to the content that `quizzes` keeps. No ORM and no clock."""

from __future__ import annotations

from fractions import Fraction

from school.demo.courseware import Question


def question_content(question: Question) -> dict[str, object]:
    """The content of a question, in the shape of `quizzes.content` for its kind."""
    match question.kind:
        case "single":
            return {"options": [{"text": text} for text in question.options], "right": _place(question.answer)}
        case "multiple":
            return {"options": _weighted(question)}
        case "true_false":
            return {"right": question.answer}
        case "short_text":
            return {"variants": [{"text": text} for text in question.variants]}
        case "numeric":
            return {"value": str(question.answer), "tolerance": question.tolerance, "unit": question.unit}


def _place(answer: int | bool | str | None) -> int:  # noqa: FBT001 - the kind of question decides the type
    if not isinstance(answer, int):
        raise TypeError("a single choice names its option by number")
    return answer - 1


def _weighted(question: Question) -> list[dict[str, object]]:
    gain = Fraction(1, len(question.answers))
    return [
        {"text": text, "share": str(gain if place in question.answers else -gain)}
        for place, text in enumerate(question.options, start=1)
    ]
