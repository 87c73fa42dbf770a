"""The text of a cue: tags and character references, as WebVTT §6.4 reads them. Pure.

A tokeniser of states and a tree of nodes; what is no known tag is passed over, what is left open is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from media.captions.stamps import DIGITS, Position, collect_timestamp

NAMES: Final = frozenset({"c", "i", "b", "u", "v", "lang", "ruby", "rt"})
_SPACES: Final = " \t\n\f"


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: text, start, end or time. `value`: the text, the tag's name or the time's characters."""

    kind: str
    value: str
    classes: tuple[str, ...] = ()
    annotation: str = ""


@dataclass(slots=True)
class Node:
    """A tag with what stands in it; children are nodes, texts, or times in milliseconds."""

    name: str
    classes: tuple[str, ...] = ()
    annotation: str = ""
    children: list[Node | str | int] = field(default_factory=list)


def tokens(text: str) -> Iterator[Token]:
    """§6.4.1, the cue text tokeniser."""
    at = 0
    while at < len(text):
        if text[at] != "<":
            end = text.find("<", at)
            end = len(text) if end < 0 else end
            yield Token("text", unescape(text[at:end]))
            at = end
            continue
        end = text.find(">", at)
        end = len(text) if end < 0 else end
        yield _tag(text[at + 1 : end])
        at = end + 1


def tree(text: str) -> Node:
    """§6.4.2, the cue text's nodes below one without a name."""
    root = Node("")
    open_nodes = [root]
    for token in tokens(text):
        current = open_nodes[-1]
        if token.kind == "text":
            current.children.append(token.value)
        elif token.kind == "time":
            moment = _moment(token.value)
            if moment is not None:
                current.children.append(moment)
        elif token.kind == "start":
            if token.value in NAMES and (token.value != "rt" or current.name == "ruby"):
                node = Node(token.value, token.classes, token.annotation if token.value in {"v", "lang"} else "")
                current.children.append(node)
                open_nodes.append(node)
        elif current.name and token.value == current.name:
            open_nodes.pop()
        elif token.value == "ruby" and current.name == "rt":
            del open_nodes[-2:]
    return root


def text_of(node: Node) -> str:
    """What is read aloud: without tags, times and ruby annotations."""
    return "".join(part for part in _walked(node, leaving_out="rt") if isinstance(part, str))


def speakers(node: Node) -> list[str]:
    """The names in <v …>, in their order."""
    nodes = (part for part in _walked(node) if isinstance(part, Node))
    return [part.annotation for part in nodes if part.name == "v" and part.annotation]


def _walked(root: Node, *, leaving_out: str = "") -> Iterator[Node | str | int]:
    """The node and all below it, as they are written. Without recursion: tags may stand in tags ten thousand deep."""
    waiting: list[Node | str | int] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Node):
            if leaving_out and part.name == leaving_out:
                continue
            waiting.extend(reversed(part.children))
        yield part


def escaped(text: str) -> str:
    """Plain text as cue text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(inside: str) -> Token:
    """The states tag, start tag, class, annotation, end tag and timestamp tag, on what stands between < and >."""
    if inside[:1] == "/":
        return Token("end", inside[1:])
    if inside[:1] in DIGITS and inside:
        return Token("time", inside)
    head = len(inside)
    for place, character in enumerate(inside):
        if character in _SPACES:
            head = place
            break
    name, *classes = inside[:head].split(".")
    annotation = " ".join(unescape(inside[head:]).translate(_FOLD).split(" "))
    words = " ".join(word for word in annotation.split(" ") if word)
    return Token("start", name, tuple(word for word in classes if word), words)


def _moment(value: str) -> int | None:
    place = Position(value)
    moment = collect_timestamp(place)
    return moment if place.ended else None


_FOLD: Final = str.maketrans("\t\n\f", "   ")
