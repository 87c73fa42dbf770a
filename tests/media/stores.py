"""The two kinds of store as fixtures: a folder of this machine, and a bucket on a private S3 server."""

from __future__ import annotations

import pytest

from school.store_settings import storage_at
from tests.services.fixtures import s3_endpoint  # noqa: F401 - a fixture
from tests.services.s3_server import Bucket, make_bucket
from tests.services.strict_s3 import ACCESS_KEY, SECRET_KEY


def use_store(settings, url: str) -> None:
    """What ASSETS_URL would do."""
    fresh = storage_at(url, access_key=ACCESS_KEY, secret_key=SECRET_KEY)
    settings.STORAGES = settings.STORAGES | {"assets": fresh}


@pytest.fixture
def bucket(settings, s3_endpoint, assets_root) -> Bucket:  # noqa: F811
    """An empty bucket, as the store."""
    fresh = make_bucket(s3_endpoint)
    use_store(settings, fresh.url)
    return fresh


@pytest.fixture(params=["folder", "bucket"])
def either_store(request, settings, assets_root):
    """The test runs twice: with each kind of store."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return request.param
