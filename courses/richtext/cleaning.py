"""The allow-list, applied by nh3: nothing leaves here that is not in the vocabulary."""

from __future__ import annotations

from typing import Final

import nh3

from courses.richtext.vocabulary import (
    ASSET,
    ATTRIBUTES,
    CLASSES,
    FORMULA,
    LARGEST_SPAN,
    PICTURE,
    SCHEMES,
    SYNONYMS,
    TAGS,
)

# Before the rewriting, other programs' names for the same things may stand too.
FOREIGN_TAGS: Final = TAGS | SYNONYMS.keys()
FOREIGN_CLASSES: Final = {
    **CLASSES,
    "div": CLASSES["aside"],
    "code": frozenset({FORMULA, "language-math"}),
}


def clean(html: str) -> str:
    """The vocabulary alone, and every link marked as one that leads away."""
    return _cleaned(html, TAGS, CLASSES)


def clean_foreign(html: str) -> str:
    """What other programs have written, harmless, for `courses.richtext.rewriting` to put in order."""
    return _cleaned(html, FOREIGN_TAGS, FOREIGN_CLASSES)


def _cleaned(html: str, tags: frozenset[str], classes: dict[str, frozenset[str]]) -> str:
    cleaned: str = nh3.clean(
        html,
        tags=set(tags),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in classes.items()},
        attribute_filter=_attribute,
        url_schemes=SCHEMES | {ASSET.rstrip(":")},
        link_rel="noopener noreferrer nofollow",
    )
    return cleaned


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value as it may stand, or None when the attribute goes."""
    if name in {"colspan", "rowspan"}:
        return value if value.isascii() and value.isdigit() and 1 < int(value[:6]) <= LARGEST_SPAN else None
    if name == "start":
        return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
    if name == "scope":
        return value if value in {"col", "row"} else None
    if tag == "img" and name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "href":
        return None if value.strip().lower().startswith(ASSET) else value
    return value
