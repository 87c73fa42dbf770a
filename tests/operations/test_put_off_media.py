"""Who asks what is unfinished reads which files wait, why, and until when."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from media.failures import Delay
from media.models import Asset, AssetState
from school.operations.unfinished import put_off_media

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def test_a_file_that_waits_for_room_is_named_with_its_next_try(instructor, economics):
    now = timezone.now()
    asset = Asset.objects.create(
        organisation=economics,
        uploaded_by=instructor,
        title="党章第一课",
        file_name="x.mp4",
        size=1,
        received=1,
        state=AssetState.STORED,
        created_at=now,
        stored_at=now,
        not_before=now + timedelta(minutes=3),
        delay_code=Delay.DISK_FULL,
    )
    out = StringIO()
    with translation.override("en"):
        call_command("unfinished", stdout=out)
    (line,) = [line for line in out.getvalue().splitlines() if asset.public_id in line]
    next_try = timezone.localtime(asset.not_before)
    assert "党章第一课: The server’s disk is full." in line
    assert line.endswith(f"Next try {next_try:%Y-%m-%d %H:%M:%S}.")
    assert "1  assets put off" in out.getvalue()
    assert "assets waiting" not in out.getvalue()
    assert list(put_off_media(at=now + timedelta(minutes=4))) == []
