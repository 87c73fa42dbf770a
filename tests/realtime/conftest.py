"""Study sessions as furniture, and browsers that speak through sockets."""

from tests.services.fixtures import redis_url  # noqa: F401 - a fixture
