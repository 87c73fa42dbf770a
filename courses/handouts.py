"""The kind of lecture that hands out a file, to be opened or kept by the reader."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.kinds import Kind, register_kind
from courses.models import Lecture
from courses.rendering import CHARACTERS_A_MINUTE
from media.documents import form_sent_as
from media.models import Asset, AssetKind, AssetState

FILE = "file"


def register_files() -> None:
    """Called once, when the app is ready."""
    register_kind(
        Kind(
            FILE,
            gettext_lazy("file"),
            file_problems,
            freeze_file,
            completion="reading",
            measure=file_minutes,
            studio_part="courses/studio/_handout.html",
        )
    )


def handed_out_name(asset: Asset) -> str:
    """The name under which members get it."""
    form = form_sent_as(asset.content_type)
    return form.name_for(asset.file_name) if form else asset.file_name


def file_problems(lecture: Lecture) -> list[str]:
    """A file must be there, be harmless, and be looked at to the end."""
    named, handout = {"title": lecture.title}, lecture.deck
    if handout is None:
        return [_("“%(title)s” has no file yet. Please upload one.") % named]
    if handout.state == AssetState.FAILED:
        return [_("The file of “%(title)s” could not be used. Please upload another one.") % named]
    if not handout.playable or handout.kind != AssetKind.DOCUMENT:
        return [_("The file of “%(title)s” is still being prepared. Please wait a little.") % named]
    return []


def freeze_file(lecture: Lecture) -> dict[str, Any]:
    """Name, size and type; and as one section, so that it is reached, read and measured like an article.

    Its length is told by its minutes, since its text is not known: as many characters as are read carefully in them.
    The floor of time (DESIGN §2.4) follows from these by the rules in force: at 800 characters a minute, 22.5 seconds
    for every minute, as for an article that takes as long.
    """
    handout = lecture.deck
    if handout is None:
        return {}
    name = handed_out_name(handout)
    section = {
        "anchor": "file",
        "title": name,
        "html": f"<p>{escape(name)}</p>",
        "characters": int(file_minutes(lecture) * CHARACTERS_A_MINUTE),
    }
    file = {"name": name, "size": handout.size, "content_type": handout.content_type}
    return {"sections": [section], "file": file}


def file_minutes(lecture: Lecture) -> Decimal:
    """As entered, otherwise a minute: nobody knows how long a file is."""
    return lecture.minutes or Decimal(1)
