"""A picture goes the way of every file: claimed, drawn anew in a few widths, or failed with its reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from media import storage
from media.images.making import LARGEST
from media.images.picture import Picture, planned_widths
from media.models import Asset
from media.services import prepare_asset
from tests.media.hostile import png

pytestmark = pytest.mark.django_db

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photograph(path: Path, *, size: tuple[int, int] = (2000, 1000), turned: bool = True) -> Path:
    """A picture as a phone writes it: lying, with a note that it stands, the phone's name and the place."""
    exif = Image.Exif()
    exif[MAKER] = "CANARY PHONE"
    if turned:
        exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, exif=exif, comment=b"CANARY COMMENT")
    return path


def editions(asset: Asset) -> dict[int, Image.Image]:
    return {
        width: Image.open(BytesIO(storage.read_published(asset.store_key, asset.edition, f"w{width}.webp")))
        for width in Picture.from_dict(asset.facts).widths
    }


def prepared(store, path: Path) -> Asset:
    return prepare_asset(asset_id=store(path).pk)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(100, (100,)), (480, (480,)), (700, (480, 700)), (1600, (480, 960, 1600)), (6000, (480, 960, 1600))],
)
def test_a_picture_is_never_drawn_wider_than_it_is(width, widths):
    assert planned_widths(width) == widths


def test_a_photograph_is_turned_upright_and_says_nothing_of_its_phone(store, tmp_path):
    asset = prepared(store, photograph(tmp_path / "photo.jpg"))
    assert (asset.state, asset.kind, asset.facts) == (
        "ready",
        "image",
        {"width": 1000, "height": 2000, "widths": [480, 960, 1000]},
    )
    for width, drawn in editions(asset).items():
        assert (drawn.format, drawn.width, drawn.height) == ("WEBP", width, 2 * width)
        assert not drawn.getexif()
        assert b"CANARY" not in storage.read_published(asset.store_key, asset.edition, f"w{width}.webp")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_each_kind_of_picture_is_taken_with_its_transparency(store, tmp_path, form):
    path = tmp_path / f"drawing.{form.lower()}"
    Image.new("RGBA", (40, 30), (200, 30, 30, 0)).save(path, form)
    asset = prepared(store, path)
    assert (asset.state, asset.facts["widths"]) == ("ready", [40])
    assert editions(asset)[40].convert("RGBA").getpixel((5, 5))[3] == 0


def test_of_a_moving_picture_the_first_frame_stays(store, tmp_path):
    path = tmp_path / "moving.gif"
    Image.new("RGB", (20, 20), "red").save(path, save_all=True, append_images=[Image.new("RGB", (20, 20), "blue")])
    drawn = editions(prepared(store, path))[20]
    assert getattr(drawn, "n_frames", 1) == 1
    assert drawn.convert("RGB").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (png(30_000, 30_000), "image-size"),
        (png(1, 1), "image-size"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "image-damaged"),
        (b"\xff\xd8\xff\xe0" + b"x" * 500, "image-damaged"),
        (b"\xff\xd8\xff\xe0" + b"x" * LARGEST, "image-too-large"),
    ],
    ids=["bomb", "speck", "broken png", "broken jpeg", "large"],
)
def test_what_cannot_be_shown_fails_with_its_reason_and_leaves_nothing(store, tmp_path, assets_root, data, failure):
    path = tmp_path / "x.png"
    path.write_bytes(data)
    asset = prepared(store, path)
    assert (asset.state, asset.failure_code) == ("failed", failure)
    assert asset.failure_sentence
    assert not [path for path in assets_root.rglob("*") if path.is_file()]


def test_a_picture_that_breaks_off_is_refused(store, tmp_path):
    path = photograph(tmp_path / "photo.jpg")
    path.write_bytes(path.read_bytes()[:2000])
    assert prepared(store, path).failure_code == "image-damaged"


def test_the_same_picture_sent_again_shares_the_bytes(store, tmp_path):
    path = photograph(tmp_path / "photo.jpg", size=(60, 40))
    first, again = prepared(store, path), prepared(store, path)
    assert (again.state, again.store_key, again.facts) == ("ready", first.store_key, first.facts)
