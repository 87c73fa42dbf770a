"""How far the preparation is and how long it will take reaches the page of the author."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from media.models import Asset
from media.pipeline import Step
from media.services.claiming import claim_asset
from media.services.pulse import Pulse
from media.time_left import time_left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "Less than a minute left."),
        (59, "Less than a minute left."),
        (60, "About 1 minute left."),
        (61, "About 2 minutes left."),
        (90 * 60, "About 90 minutes left."),
        (90 * 60 + 1, "About 2 hours left."),
    ],
)
def test_nobody_is_promised_too_much(seconds, words):
    with translation.override("en"):
        assert time_left(seconds) == words


def test_per_cent_and_time_left_reach_the_authors_page(client_of, instructor, store, tmp_path, at):
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"bytes")
    asset = store(path)
    Asset.objects.filter(pk=asset.pk).update(not_before=None)
    claim = claim_asset(asset_id=asset.pk, at=at)
    now = at
    pulse = Pulse(claim, lambda: now)
    now = at + timedelta(seconds=2)
    pulse.between(20, 80)(Step(percent=50, remaining_seconds=150))
    client = client_of(instructor)
    client.cookies["school_language"] = "en"
    told = client.get(f"/api/assets/{asset.public_id}").json()
    assert (told["progress_percent"], told["remaining_seconds"]) == (50, 150)
    assert told["remaining"] == "About 3 minutes left."
    page = client.get(f"/studio/uploads/{asset.public_id}/").content.decode()
    assert 'value="50"' in page
    assert "About 3 minutes left." in page
