"""The built front end in a page: the files of the Vite manifest, with their integrity."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
ENTRY = "frontend/main.ts"


@register.simple_tag
def frontend_assets() -> SafeString:
    """The style sheets and the one module script of every page."""
    script, styles = _entry(settings.FRONTEND_DIST)
    links = format_html_join("\n", '<link rel="stylesheet" href="{}" integrity="{}">', styles)
    return format_html('{}\n<script type="module" src="{}" integrity="{}"></script>', links, *script)


@cache
def _entry(dist: Path) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(script, styles) as (URL, integrity). The manifest is read once: a new build means a new start."""
    try:
        manifest = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ImproperlyConfigured("The front end is not built: run `npm ci && npm run build`.") from None
    entry = manifest[ENTRY]
    return _file(dist, entry["file"]), tuple(_file(dist, name) for name in entry.get("css", []))


def _file(dist: Path, name: str) -> tuple[str, str]:
    digest = hashlib.sha384((dist / name).read_bytes()).digest()
    return static(name), f"sha384-{base64.b64encode(digest).decode('ascii')}"
