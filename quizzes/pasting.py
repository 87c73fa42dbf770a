"""Several questions out of one plain text, as people keep them in a document. No ORM and no clock.

A question is some lines without a blank one between them: its text, its options ("A. …"), then "Answer: B". Several
letters make a multiple choice; without options the answer is true or false, a number, or accepted words with "|"
between them. "Explanation:" and "Source:" may follow. Files in the Aiken format are such texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from quizzes.content import MultipleContent, QuestionKind, parse_content

MOST = 50
_OPTION: Final = re.compile(r"(?P<letter>[A-Za-z])\s*[.、:)]\s*(?P<text>\S.*)")
_LABELLED: Final = re.compile(
    r"(?:(?P<answer>answer|答案)|(?P<explanation>explanation|解析|解釋)|(?P<source>source|来源|來源|出处|出處))\s*:\s*(?P<text>.*)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d{1,3}\s*[.、)]\s*(?=\D)")
_LETTERS: Final = re.compile(r"[A-Za-z](?:[\s,、]*[A-Za-z])*")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_TRUTHS: Final = {"true": True, "对": True, "對": True, "正确": True, "正確": True, "√": True} | {
    "false": False,
    "错": False,
    "錯": False,
    "错误": False,
    "錯誤": False,
    "×": False,
}


class Fault(Enum):
    """Why a block of lines is no question."""

    NO_TEXT = "no_text"
    NO_ANSWER = "no_answer"
    NO_SUCH_OPTION = "no_such_option"


@dataclass(frozen=True)
class Pasted:
    """One question, ready for `quizzes.services.authoring`."""

    kind: QuestionKind
    stem: str
    content: Mapping[str, Any]
    explanation: str = ""
    source: str = ""


@dataclass(frozen=True)
class Unread:
    """The block with this number, from 1, and its first line."""

    number: int
    line: str
    fault: Fault


def read_questions(text: str) -> tuple[list[Pasted], list[Unread]]:
    """What the text asks, in order, and what of it could not be understood."""
    read: list[Pasted] = []
    unread: list[Unread] = []
    for number, lines in enumerate(_blocks(text), start=1):
        found = _read(lines)
        if isinstance(found, Pasted):
            read.append(found)
        else:
            unread.append(Unread(number, lines[0], found))
    return read, unread


def _blocks(text: str) -> list[list[str]]:
    """Lines that stand together. Bidirectional marks and a byte order mark mean nothing here."""
    parts = re.split(r"\n\s*\n", text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").strip())
    return [[line.strip() for line in part.split("\n") if line.strip()] for part in parts if part.strip()]


def _read(lines: list[str]) -> Pasted | Fault:
    stem: list[str] = []
    options: dict[str, str] = {}
    said = {"answer": "", "explanation": "", "source": ""}
    for line in lines:
        labelled, option = _LABELLED.fullmatch(_narrow(line)), _OPTION.fullmatch(_narrow(line))
        if labelled is not None and labelled.lastgroup is not None:
            name = next(name for name in said if labelled[name])
            said[name] = line[len(line) - len(labelled["text"]) :].strip()
        elif option is not None and stem and not said["answer"]:
            options[option["letter"].upper()] = line[len(line) - len(option["text"]) :].strip()
        else:
            stem.append(line)
    if stem:
        stem[0] = stem[0][len(_number_of(stem[0])) :]
    if not stem or not stem[0]:
        return Fault.NO_TEXT
    judged = _judge(options, said["answer"])
    if isinstance(judged, Fault):
        return judged
    kind, content = judged
    return Pasted(kind, "\n".join(stem), content, said["explanation"], said["source"])


def _judge(options: Mapping[str, str], answer: str) -> tuple[QuestionKind, Mapping[str, Any]] | Fault:
    plain = _narrow(answer).strip(" .。")
    if not plain:
        return Fault.NO_ANSWER
    if options:
        return _choice(options, plain)
    if plain.lower() in _TRUTHS:
        return QuestionKind.TRUE_FALSE, {"right": _TRUTHS[plain.lower()]}
    if _NUMBER.fullmatch(plain):
        return QuestionKind.NUMERIC, {"value": plain, "tolerance": "0", "unit": ""}
    variants = [{"text": one.strip()} for one in answer.split("|") if one.strip()]
    return QuestionKind.SHORT_TEXT, {"variants": variants}


def _choice(options: Mapping[str, str], answer: str) -> tuple[QuestionKind, Mapping[str, Any]] | Fault:
    if not _LETTERS.fullmatch(answer):
        return Fault.NO_SUCH_OPTION
    right = {letter.upper() for letter in answer if letter.isalpha()}
    if not right <= options.keys():
        return Fault.NO_SUCH_OPTION
    if len(right) == 1:
        place = list(options).index(min(right))
        return QuestionKind.SINGLE, {"options": [{"text": text} for text in options.values()], "right": place}
    rows = [(text, letter in right, "") for letter, text in options.items()]
    return QuestionKind.MULTIPLE, MultipleContent.with_right_options(rows).model_dump(mode="json")


def problems_of(question: Pasted) -> list[str]:
    """What the rules of its kind have against it, in the active language."""
    return parse_content(question.kind, question.content).problems()


def _number_of(line: str) -> str:
    """The "3." before a question, which says nothing to those who meet it elsewhere."""
    found = _NUMBERED.match(_narrow(line))
    return found[0] if found else ""


def _narrow(line: str) -> str:
    """Fullwidth letters, figures and marks as ASCII, one for one, so that places in the line stay where they are."""
    return "".join(narrow if len(narrow := unicodedata.normalize("NFKC", one)) == 1 else one for one in line)
