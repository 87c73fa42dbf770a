"""What a learner answered, typed; stored by authored positions so that it means the same in every attempt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.content import QuestionKind


@dataclass(frozen=True)
class Chosen:
    """Authored positions of the chosen options; never empty, because no choice is no answer."""

    positions: frozenset[int]


@dataclass(frozen=True)
class Said:
    """True or false."""

    truth: bool


@dataclass(frozen=True)
class Written:
    """A short text, as typed."""

    text: str


@dataclass(frozen=True)
class Counted:
    """A number, and the text by which it was given."""

    number: Decimal
    text: str


Answer = Chosen | Said | Written | Counted


def to_payload(answer: Answer | None) -> dict[str, Any] | None:
    """The JSON that an attempt step keeps; equal answers give equal payloads, None is a blank."""
    match answer:
        case None:
            return None
        case Chosen(positions):
            return {"chosen": sorted(positions)}
        case Said(truth):
            return {"truth": truth}
        case Written(text):
            return {"text": text}
        case Counted(number, text):
            return {"number": str(number), "text": text}


def from_payload(kind: str, payload: Mapping[str, Any] | None) -> Answer | None:
    """Read back what `to_payload` wrote for a question of `kind`. Raises KeyError when it is of another kind."""
    if payload is None:
        return None
    match QuestionKind(kind):
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return Chosen(frozenset(payload["chosen"]))
        case QuestionKind.TRUE_FALSE:
            return Said(payload["truth"])
        case QuestionKind.SHORT_TEXT:
            return Written(payload["text"])
        case QuestionKind.NUMERIC:
            return Counted(Decimal(payload["number"]), payload["text"])
