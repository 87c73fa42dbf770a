"""All words of a draft, each with its place: what the checks look through and comments hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.freezing import FrozenDraft
from courses.kinds import kind_of
from courses.models import LectureRevision
from courses.proofreading.html_text import links_of, words_of
from media.captions.webvtt import parse
from media.models import Asset, Caption


@dataclass(frozen=True)
class Passage:
    """`lecture` is the public id, empty for the course itself; `anchor` names a section, page or question in it."""

    lecture: str
    title: str
    anchor: str
    text: str
    html: str = ""

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses of the web in it."""
        return links_of(self.html)


def passages_of(draft: FrozenDraft) -> list[Passage]:
    """Titles, summaries, labels, texts, pages, questions and published captions, in the order of the course."""
    about = draft.revision
    found = [Passage("", about.title, "", "\n".join([about.title, about.summary, *about.labels.values()]))]
    spoken = _captions_of([row.asset for row in draft.lectures if row.asset is not None])
    for row in draft.lectures:
        found += _of_lecture(row, spoken.get(row.asset_id or 0, ()))
    return found


def _of_lecture(row: LectureRevision, spoken: tuple[str, ...]) -> Iterator[Passage]:
    lecture = row.lecture
    about = "\n".join([row.title, row.summary, *row.labels.values()])
    yield Passage(lecture.public_id, row.title, "", about)
    for section in _sections(row.content):
        text = section.get("text") or words_of(section["html"])
        described = "\n".join(part for part in (text, section.get("alt", "")) if part)
        yield Passage(lecture.public_id, row.title, section["anchor"], described, section["html"])
    for anchor, text in kind_of(row.kind).texts(lecture):
        yield Passage(lecture.public_id, row.title, anchor, text)
    for text in spoken:
        yield Passage(lecture.public_id, row.title, "captions", text)


def _sections(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [section for section in content.get("sections", []) if "html" in section]


def _captions_of(assets: list[Asset]) -> dict[int, tuple[str, ...]]:
    texts: dict[int, tuple[str, ...]] = {}
    for caption in Caption.objects.published().filter(asset__in=assets).order_by("asset", "language"):
        words = "\n".join(cue.text for cue in parse(caption.published_text).captions.cues)
        texts[caption.asset_id] = (*texts.get(caption.asset_id, ()), words)
    return texts
