"""The servers as fixtures. Under `python -m tests.services` the ones already running are used."""

import os
from collections.abc import Iterator

import pytest

from tests.services.postgres import private_postgres
from tests.services.redis_server import private_redis
from tests.services.s3_server import private_s3


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this test run."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with private_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server of this test run."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with private_redis() as url:
        yield url


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """An S3 server of this test run."""
    with private_s3() as endpoint:
        yield endpoint
