"""Courses to be found: an article, slides, a recording with captions, and a lecture behind a gate."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from courses import services
from courses.search.finding import Found, find
from courses.search.query import read_query
from media.services import caption_asset
from school.organisation.authority import authority_of
from tests.courses.conftest import course, facts, lectures, make_asset, published  # noqa: F401  # fixtures

VTT = """WEBVTT

00:06:12.000 --> 00:06:20.000
介绍信开出以后，原支部

00:06:20.000 --> 00:06:26.000
并没有放手，仍要跟踪回执。

00:09:00.000 --> 00:09:04.000
回执寄回，转接才算完成。
"""


@pytest.fixture
def search(at) -> Callable[..., Found]:
    """search(member, "words") → what she finds."""

    def ask(member, text: str, *, page: int = 1) -> Found:
        return find(query=read_query(text), authority=authority_of(member, at=at), at=at, page=page)

    return ask


@pytest.fixture
def add(course, at):  # noqa: F811
    """add(kind="article", title=…, …) → another lecture of the course."""
    chapter = services.add_chapter(course=course, title="增补", at=at)
    return lambda **fields: services.add_lecture(chapter=chapter, at=at, **fields)


@pytest.fixture
def publish(course, instructor, second_branch, at):  # noqa: F811
    """Publish the course to the second branch."""
    return lambda: services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)


@pytest.fixture
def spoken(add, publish, make_asset, at):  # noqa: F811
    """A recording with Chinese captions, published."""
    asset = make_asset()
    lecture = add(kind="video", title="录像讲解", asset=asset)
    caption_asset(asset=asset, language="zh-hans", data=VTT.encode(), at=at)
    publish()
    return lecture
