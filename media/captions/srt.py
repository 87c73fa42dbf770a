"""SubRip: its text as WebVTT cue text, and captions written as SubRip. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from media.captions.cue_text import escaped, text_of, tree
from media.captions.cues import Cue
from media.captions.settings import Settings
from media.captions.stamps import srt_stamp

KEPT_TAGS: Final = frozenset({"b", "i", "u"})
TOP: Final[Settings] = (("line", "0"),)
TOP_MARKS: Final = frozenset({r"\an7", r"\an8", r"\an9", r"\a5", r"\a6", r"\a7"})


@dataclass(frozen=True, slots=True)
class SrtText:
    """`tidied` is `raw` without the marks of other programs; they differ where something was removed."""

    raw: str
    tidied: str
    cue_text: str


def cue_text_of(lines: list[str]) -> tuple[SrtText, Settings]:
    """The text of a SubRip cue, and where it is shown if it says so."""
    raw = "\n".join(line.rstrip() for line in lines)
    unmarked, marks = _without_overrides(raw)
    tidied = "".join(_pieces(unmarked, escape=False))
    cue_text = "".join(_pieces(unmarked, escape=True))
    return SrtText(raw, tidied, cue_text), TOP if marks & TOP_MARKS else ()


def write_srt(cues: Iterable[Cue]) -> str:
    """As a SubRip file, counted from 1; empty cues are left out."""
    blocks: list[str] = []
    for cue in cues:
        text = "\n".join(line for line in text_of(tree(cue.text)).split("\n") if line.strip())
        if text:
            blocks.append(f"{len(blocks) + 1}\n{srt_stamp(cue.start)} --> {srt_stamp(cue.end)}\n{text}\n")
    return "\n".join(blocks)


def _without_overrides(text: str) -> tuple[str, set[str]]:
    """Take out {\\an8} and its like, which programs for styled subtitles leave behind."""
    kept, marks, at = [], set(), 0
    while (begin := text.find("{\\", at)) >= 0 and (end := text.find("}", begin)) >= 0:
        kept.append(text[at:begin])
        marks.add(text[begin + 1 : end])
        at = end + 1
    return "".join([*kept, text[at:]]), marks


def _pieces(text: str, *, escape: bool) -> Iterable[str]:
    """Text and the tags that WebVTT knows too; other tags go, a lone < is a character."""
    at = 0
    while (begin := text.find("<", at)) >= 0:
        yield escaped(text[at:begin]) if escape else text[at:begin]
        end = text.find(">", begin)
        name = text[begin + 1 : end].lower() if end > begin else ""
        word = "" if "<" in name else name.removeprefix("/").split(" ")[0]
        if not word.isascii() or not word.isalpha():
            yield "&lt;" if escape else "<"
            at = begin + 1
            continue
        if word in KEPT_TAGS:
            yield f"</{word}>" if name.startswith("/") else f"<{word}>"
        at = end + 1
    yield escaped(text[at:]) if escape else text[at:]
