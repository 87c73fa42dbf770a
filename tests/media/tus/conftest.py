from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.schools import School, school_with
from tests.media.tus.speaking import Tus
from tests.operations.people import Device


@pytest.fixture(scope="session")
def school_folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("tus") / "school"


@pytest.fixture(scope="session")
def running_school(school_folder) -> Iterator[School]:
    """As `make run` runs it: uvicorn, the pages bridged from WSGI, one port."""
    with school_with("tests.media.tus.planting:plant", school_folder) as school:
        yield school


@pytest.fixture(scope="session")
def tus(running_school, school_folder) -> Tus:
    return Tus(Device(running_school.url, "instructor"), school_folder)


@pytest.fixture(scope="session")
def stranger(running_school, school_folder) -> Tus:
    """An instructor of another organisation."""
    return Tus(Device(running_school.url, "foreign_instructor"), school_folder)


@pytest.fixture(scope="session")
def nobody(running_school, school_folder) -> Tus:
    return Tus(Device(running_school.url), school_folder)
