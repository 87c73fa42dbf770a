"""From what a browser or an API client sends to a typed answer. Nothing it sends is believed unread."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from quizzes.answers import Answer, Chosen, Counted, Said, Written
from quizzes.content import Content, MultipleContent, NumericContent, ShortTextContent, SingleContent
from quizzes.errors import AnswerInvalid
from quizzes.folding import fold
from quizzes.numbers import split_number

Wire = str | bool | Sequence[str] | None

LONGEST_ANSWER = 500
_TRUTH = {"true": True, "false": False, True: True, False: False}


def read_answer(content: Content, *, ids: Sequence[str], wire: Wire) -> Answer | None:
    """Read one answer; `ids` are the option ids of this attempt by authored position.

    On the wire an answer is one text (an option id, "true"/"false", words, a number), a list of option ids, or None;
    an empty text or list is None.

    Raises:
        AnswerInvalid: with a sentence that says how to answer.
    """
    if wire is None or wire in ("", [], ()):
        return None
    if isinstance(content, SingleContent | MultipleContent):
        return _read_choice(content, ids, wire)
    if isinstance(content, ShortTextContent):
        return _read_text(wire)
    if isinstance(content, NumericContent):
        return _read_number(content, wire)
    if isinstance(wire, str | bool) and wire in _TRUTH:
        return Said(_TRUTH[wire])
    raise AnswerInvalid(reason=_("Please choose one of the options shown."))


def _read_choice(content: SingleContent | MultipleContent, ids: Sequence[str], wire: Wire) -> Chosen:
    chosen = [wire] if isinstance(wire, str) else wire
    if not isinstance(chosen, Sequence) or len(chosen) > len(ids) or not set(chosen) <= set(ids):
        raise AnswerInvalid(reason=_("Please choose one of the options shown."))
    if isinstance(content, SingleContent) and len(set(chosen)) > 1:
        raise AnswerInvalid(reason=_("Please choose only one option."))
    return Chosen(frozenset(ids.index(option) for option in chosen))


def _read_text(wire: Wire) -> Written | None:
    if not isinstance(wire, str):
        raise AnswerInvalid(reason=_("Please answer in words."))
    if len(wire) > LONGEST_ANSWER:
        raise AnswerInvalid(reason=_("Please answer in at most %(most)d characters.") % {"most": LONGEST_ANSWER})
    # Control characters and halves of characters cannot be stored everywhere and nobody types them.
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in wire if character not in "\t\r\n"):
        raise AnswerInvalid(reason=_("Please answer in words."))
    return Written(wire.strip()) if wire.strip() else None


def _read_number(content: NumericContent, wire: Wire) -> Counted | None:
    written = _read_text(wire)
    if written is None:
        return None
    found = split_number(written.text)
    if found is None:
        raise AnswerInvalid(reason=_("Please answer with a number, for example 12.5."))
    number, unit = found
    if unit and fold(unit) != fold(content.unit):
        raise AnswerInvalid(reason=_("Please answer with the number only, without another unit."))
    return Counted(number, written.text)
