"""The plain kinds of lecture: video, audio and article."""

from __future__ import annotations

from dataclasses import asdict
from decimal import ROUND_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.kinds import Kind, register_kind
from courses.models import Lecture
from courses.pictures import picture_facts, text_problems
from courses.rendering import reading_minutes, render_article
from media.models import AssetKind, AssetState

VIDEO = "video"
AUDIO = "audio"
ARTICLE = "article"
RECORDINGS = frozenset({VIDEO, AUDIO})

RECORDING_PART = "courses/studio/_recording.html"
MS_A_MINUTE = Decimal(60_000)
HUNDREDTH = Decimal("0.01")


def register_standard_kinds() -> None:
    """Called once, when the app is ready."""
    for kind in (
        Kind(
            VIDEO,
            gettext_lazy("video"),
            recording_problems,
            freeze_recording,
            "coverage",
            recording_minutes,
            studio_part=RECORDING_PART,
        ),
        Kind(ARTICLE, gettext_lazy("article"), article_problems, freeze_article, "reading", article_minutes),
        Kind(
            AUDIO,
            gettext_lazy("audio"),
            recording_problems,
            freeze_recording,
            "coverage",
            recording_minutes,
            studio_part=RECORDING_PART,
        ),
    ):
        register_kind(kind)


def recording_problems(lecture: Lecture) -> list[str]:
    """A recording must be there, playable, and leave something to watch between intro and credits."""
    named = {"title": lecture.title}
    asset = lecture.asset
    if asset is None:
        return [_("“%(title)s” has no recording yet. Please upload one.") % named]
    if asset.state == AssetState.FAILED:
        return [_("The recording of “%(title)s” could not be used. Please upload another one.") % named]
    if asset.kind == AssetKind.DECK:
        return [_("The recording of “%(title)s” is a file with slides. Please choose a video or sound file.") % named]
    if not asset.playable:
        return [_("The recording of “%(title)s” is still being prepared. Please wait a little.") % named]
    if (lecture.intro_ends_ms or 0) >= (lecture.credits_start_ms or asset.duration_ms or 0):
        return [_("Between intro and credits of “%(title)s” nothing is left to watch.") % named]
    return []


def freeze_recording(lecture: Lecture) -> dict[str, Any]:
    """The revision keeps the asset itself; only what the author said about it is content."""
    asset = lecture.asset
    return {} if asset is None else {"duration_ms": asset.duration_ms, "title": asset.title}


def recording_minutes(lecture: Lecture) -> Decimal:
    """As entered, otherwise the length of the recording."""
    if lecture.minutes or lecture.asset is None or not lecture.asset.duration_ms:
        return lecture.minutes
    return (Decimal(lecture.asset.duration_ms) / MS_A_MINUTE).quantize(HUNDREDTH, rounding=ROUND_UP)


def article_problems(lecture: Lecture) -> list[str]:
    """An article needs words, described pictures that are there, and formulae that can be set."""
    if render_article(lecture.body):
        return text_problems(lecture)
    return [_("“%(title)s” has no text yet.") % {"title": lecture.title}]


def freeze_article(lecture: Lecture) -> dict[str, Any]:
    """The rendered, sanitised sections: a later change of the renderer must not change what was published."""
    pictures = picture_facts(lecture)
    sections = [asdict(section) for section in render_article(lecture.body)]
    return {"sections": sections, "pictures": pictures} if pictures else {"sections": sections}


def article_minutes(lecture: Lecture) -> Decimal:
    """As entered, otherwise the time a careful reader takes."""
    return lecture.minutes or Decimal(reading_minutes(render_article(lecture.body)))
