"""What stands in `deploy/` fits the product."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

LOCATIONS = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "locations.conf"
SOME_ID = "abcDEF012_-x"


@pytest.mark.parametrize(
    "address",
    [
        reverse("media:library"),
        reverse("media:tus_uploads"),
        reverse("media:tus_upload", args=[SOME_ID]),
        reverse("courses:recording", args=[SOME_ID]),
    ],
)
def test_nginx_lets_files_through_wherever_they_are_taken(address):
    (pattern,) = re.findall(r'location ~ "?(\S+?)"? {\n    client_max_body_size 0;', LOCATIONS.read_text())
    assert re.match(pattern, address)
    assert not re.match(pattern, reverse("account_login"))
