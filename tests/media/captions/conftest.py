"""A recording of five minutes, and its captions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from media.models import Asset, AssetKind, AssetState, Caption
from media.services.captioning import import_captions
from school.organisation.acting import Act

VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
介绍信开出以后，

00:00:03.000 --> 00:00:06.000
原支部<b>并没有</b>放手。
"""


@pytest.fixture
def recording(economics, instructor, at) -> Asset:
    return Asset.objects.create(
        organisation=economics,
        uploaded_by=instructor,
        title="组织关系",
        file_name="a.mp4",
        kind=AssetKind.VIDEO,
        state=AssetState.READY,
        size=10,
        received=10,
        duration_ms=300_000,
        published_level=2,
        edition="level2-a",
        store_key="canary",
        created_at=at,
        stored_at=at,
        finished_at=at,
    )


@pytest.fixture
def draft(recording, instructor, at) -> Caption:
    return import_captions(asset=recording, language="zh-hans", data=VTT.encode(), by=instructor, at=at)


@pytest.fixture
def act(instructor, at) -> Callable[[], Act]:
    def made(moment: datetime = at) -> Act:
        return Act(member=instructor, at=moment)

    return made
