"""Pictures and texts that articles show."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from media.models import Asset
from tests.media.conftest import assets_root  # noqa: F401 - a place of their own for every test's files
from tests.media.places import publish_files


def png(width: int = 40, height: int = 30, colour: str = "red") -> bytes:
    """A real picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def figure(asset: Asset, alt: str = "接转流程") -> str:
    return f'<h2>一</h2><p>文</p><figure><img alt="{alt}" src="asset:{asset.public_id}"></figure>'


@pytest.fixture
def make_picture(make_asset) -> Callable[..., Asset]:
    """A picture that is ready to be shown, with its files."""

    def make(**fields) -> Asset:
        facts = {"width": 960, "height": 640, "widths": [480, 960]}
        asset = make_asset(**{"kind": "image", "duration_ms": None, "title": "图", "facts": facts} | fields)
        publish_files(asset, {"w480.webp": f"small {asset.public_id}", "w960.webp": f"large {asset.public_id}"})
        return asset

    return make
