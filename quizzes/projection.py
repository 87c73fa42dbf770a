"""Everything a learner is ever shown of a question. The one door: pages and API take their data from here.

`show` is for an attempt under way and holds no key, variant, tolerance or feedback; `review` is for afterwards, when
the release rule of the quiz allows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from quizzes.answers import Answer, Chosen, Counted, Said, Written
from quizzes.content import (
    Content,
    MultipleContent,
    NumericContent,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
)
from quizzes.folding import fold
from quizzes.option_ids import option_ids, shown_order

Verdict = Literal["blank", "wrong", "partly", "right"]


@dataclass(frozen=True)
class Asked:
    """One question as it stands in an attempt: frozen content, and the seed that shuffles it."""

    item: str
    position: int
    kind: str
    stem: str
    content: Content
    max_mark: Decimal
    seed: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Option ids by authored position; empty for questions without options."""
        return option_ids(seed=self.seed, item=self.item, count=_option_count(self.content))


@dataclass(frozen=True)
class ShownOption:
    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ShownQuestion:
    """A question under way. `answer` is in the form in which clients send it."""

    item: str
    position: int
    kind: str
    stem: str
    options: tuple[ShownOption, ...]
    unit: str
    max_mark: Decimal
    answer: str | list[str] | None
    client_seq: int


@dataclass(frozen=True)
class ReviewedQuestion:
    """A question after release: what was answered, what is right, and why."""

    item: str
    position: int
    kind: str
    stem: str
    given: tuple[str, ...]
    right: tuple[str, ...]
    feedback: tuple[str, ...]
    explanation: str
    source: str
    mark: Decimal
    max_mark: Decimal
    verdict: Verdict


def show(asked: Asked, answer: Answer | None, *, client_seq: int) -> ShownQuestion:
    """The question as a learner meets it while answering."""
    wire = to_wire(asked, answer)
    return ShownQuestion(
        item=asked.item,
        position=asked.position,
        kind=asked.kind,
        stem=asked.stem,
        options=_shown_options(asked, wire),
        unit=asked.content.unit if isinstance(asked.content, NumericContent) else "",
        max_mark=asked.max_mark,
        answer=wire,
        client_seq=client_seq,
    )


def to_wire(asked: Asked, answer: Answer | None) -> str | list[str] | None:
    """An answer in the form in which clients send it: option ids, "true"/"false", or the text as typed."""
    match answer:
        case None:
            return None
        case Chosen(positions) if isinstance(asked.content, MultipleContent):
            return sorted(asked.ids[position] for position in positions)
        case Chosen(positions):
            return asked.ids[min(positions)]
        case Said(truth):
            return "true" if truth else "false"
        case Written(text) | Counted(text=text):
            return text


def review(asked: Asked, answer: Answer | None, *, mark: Decimal, explanation: str, source: str) -> ReviewedQuestion:
    """The question with everything the author wrote about it; only for after the release."""
    return ReviewedQuestion(
        item=asked.item,
        position=asked.position,
        kind=asked.kind,
        stem=asked.stem,
        given=_given(asked.content, answer),
        right=_right(asked.content),
        feedback=tuple(text for text in _feedback(asked.content, answer) if text),
        explanation=explanation,
        source=source,
        mark=mark,
        max_mark=asked.max_mark,
        verdict=_verdict(answer, mark, asked.max_mark),
    )


def withhold(reviewed: ReviewedQuestion) -> ReviewedQuestion:
    """The same without the right answer and why: for an answer after which another one may follow."""
    return replace(reviewed, right=(), explanation="", source="")


def _option_count(content: Content) -> int:
    return len(content.options) if isinstance(content, SingleContent | MultipleContent) else 0


def _shown_options(asked: Asked, wire: str | list[str] | None) -> tuple[ShownOption, ...]:
    chosen = {wire} if isinstance(wire, str) else set(wire or ())
    content = asked.content
    if isinstance(content, TrueFalseContent):
        pairs = [("true", _("True")), ("false", _("False"))]
    elif isinstance(content, SingleContent | MultipleContent):
        order = shown_order(seed=asked.seed, item=asked.item, count=len(content.options))
        pairs = [(asked.ids[position], content.options[position].text) for position in order]
    else:
        pairs = []
    return tuple(ShownOption(id=id_, text=text, chosen=id_ in chosen) for id_, text in pairs)


def _truth_word(truth: bool) -> str:  # noqa: FBT001 - the value itself, not a switch
    return _("True") if truth else _("False")


def _given(content: Content, answer: Answer | None) -> tuple[str, ...]:
    match answer, content:
        case Chosen(positions), SingleContent(options=options) | MultipleContent(options=options):
            return tuple(options[position].text for position in sorted(positions))
        case Said(truth), _:
            return (_truth_word(truth),)
        case ((Written(text) | Counted(text=text)), _):
            return (text,)
    return ()


def _right(content: Content) -> tuple[str, ...]:
    match content:
        case SingleContent(options=options, right=right):
            return (options[right].text,)
        case MultipleContent(options=options):
            return tuple(option.text for option in options if option.share > 0)
        case TrueFalseContent(right=truth):
            return (_truth_word(truth),)
        case ShortTextContent(variants=variants):
            return tuple(variant.text for variant in variants if variant.share == 1)
        case NumericContent():
            return (_number_in_words(content),)


def _number_in_words(content: NumericContent) -> str:
    named = {"value": f"{content.value:f}", "tolerance": f"{content.tolerance:f}", "unit": content.unit}
    if content.tolerance:
        return (_("%(value)s ± %(tolerance)s %(unit)s") % named).strip()
    return (_("%(value)s %(unit)s") % named).strip()


def _feedback(content: Content, answer: Answer | None) -> tuple[str, ...]:
    match content, answer:
        case ((SingleContent(options=options) | MultipleContent(options=options)), Chosen(positions)):
            return tuple(options[position].feedback for position in sorted(positions))
        case TrueFalseContent(), Said(truth):
            return (content.feedback_true if truth else content.feedback_false,)
        case ShortTextContent(variants=variants), Written(text):
            return tuple(variant.feedback for variant in variants if fold(variant.text) == fold(text))
    return ()


def _verdict(answer: Answer | None, mark: Decimal, max_mark: Decimal) -> Verdict:
    """One of blank, wrong, partly, right: the template finds the words."""
    if answer is None:
        return "blank"
    if mark == max_mark:
        return "right"
    return "partly" if mark > 0 else "wrong"


def with_typed(shown: ShownQuestion, typed: str | list[str] | None) -> ShownQuestion:
    """The same question with what a form brought along, so that a page that is shown again loses nothing."""
    chosen = {typed} if isinstance(typed, str) else set(typed or ())
    options = tuple(replace(option, chosen=option.id in chosen) for option in shown.options)
    return replace(shown, answer=typed, options=options)
