"""The built front end in a page."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from school.templatetags.frontend import frontend_assets


def _build(dist: Path) -> None:
    (dist / "assets").mkdir(parents=True)
    (dist / "assets" / "main-1.js").write_bytes(b"script")
    (dist / "assets" / "main-1.css").write_bytes(b"style")
    entry = {"file": "assets/main-1.js", "css": ["assets/main-1.css"]}
    (dist / "manifest.json").write_text(json.dumps({"frontend/main.ts": entry}), encoding="utf-8")


def test_script_and_style_carry_the_integrity_of_their_files(settings, tmp_path) -> None:
    _build(tmp_path)
    settings.FRONTEND_DIST = tmp_path
    tags = frontend_assets()
    digest = base64.b64encode(hashlib.sha384(b"script").digest()).decode()
    assert f'<script type="module" src="/static/assets/main-1.js" integrity="sha384-{digest}"></script>' in tags
    assert '<link rel="stylesheet" href="/static/assets/main-1.css" integrity="sha384-' in tags


def test_a_missing_build_says_what_to_run(settings, tmp_path) -> None:
    settings.FRONTEND_DIST = tmp_path / "nothing"
    with pytest.raises(ImproperlyConfigured, match="npm run build"):
        frontend_assets()
