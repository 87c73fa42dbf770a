"""Frozen sections for one reader: pictures get their addresses, boxes say in her language what they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.richtext.vocabulary import ASSET
from media.images.picture import Picture, file_of

CALLOUT_WORDS: Final = {
    "note": gettext_lazy("Note"),
    "important": gettext_lazy("Important"),
    "example": gettext_lazy("Example"),
}
SIZES: Final = "(min-width: 44em) 40em, 92vw"
"""How wide a picture is shown: the measure of the text, or nearly the whole phone."""
USUAL: Final = 960

_PICTURE: Final = re.compile(rf'<img(?: alt="(?P<alt>[^"]*)")? src="{ASSET}(?P<asset>[\w-]{{12}})">')
_CALLOUT: Final = re.compile(r'<aside class="callout-(?P<name>note|important|example)">')


def for_reader(html: str, *, lecture_id: str, pictures: Mapping[str, Mapping[str, Any]]) -> str:
    """A section as `courses.rendering` made it, for a page of this lecture. `pictures`: facts by public id."""
    html = _CALLOUT.sub(_callout, html)
    return _PICTURE.sub(lambda found: _picture(found, lecture_id, pictures), html)


def address_of(lecture_id: str, asset_id: str, width: int) -> str:
    """Where one width of a picture of a lecture is served."""
    return f"/play/{lecture_id}/{asset_id}/{file_of(width)}"


def _callout(found: re.Match[str]) -> str:
    word = escape(str(CALLOUT_WORDS[found["name"]]))
    return f'<aside class="callout-{found["name"]}" role="note"><p class="callout-word">{word}</p>'


def _picture(found: re.Match[str], lecture_id: str, pictures: Mapping[str, Mapping[str, Any]]) -> str:
    alt = found["alt"] or ""
    if found["asset"] not in pictures:
        return f"<p>{alt or escape(_('This picture is not here any more.'))}</p>"
    picture = Picture.from_dict(pictures[found["asset"]])
    addresses = {width: address_of(lecture_id, found["asset"], width) for width in picture.widths}
    usual = max((width for width in picture.widths if width <= USUAL), default=picture.widths[0])
    sources = ", ".join(f"{address} {width}w" for width, address in addresses.items())
    return (
        f'<img alt="{alt}" src="{addresses[usual]}" srcset="{sources}" sizes="{SIZES}"'
        f' width="{picture.width}" height="{picture.height}" loading="lazy" decoding="async">'
    )
