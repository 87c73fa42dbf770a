"""Shelves: the topics of the college, its courses under them, and two series."""

from __future__ import annotations

from collections.abc import Mapping

from courses.models import Course, Topic
from courses.services.series import add_to_series, create_series
from courses.services.topics import add_topic, file_course
from school.demo.courseware import courses as written_courses
from school.demo.founding import College
from school.demo.showcase.texts import Draft, Showcase


def file_courses(*, text: Showcase, college: College, by_title: Mapping[str, Course]) -> None:
    """Every course gets its topic; the series are filled in the order in which they are best studied."""
    topics = {one.name: add_topic(organisation=college.root, name=one.name) for one in text.topic}
    for written in written_courses():
        file_course(course=by_title[written.head.title], topics=[topics[written.head.group]])
    for draft in (text.waiting, text.returned, text.planned, text.unopened):
        _file_draft(draft, topics)
    for one in text.series:
        first = by_title[one.courses[0]]
        series = create_series(
            organisation=college.root, title=one.title, introduction=one.introduction, at=first.created_at
        )
        for title in one.courses:
            add_to_series(series=series, course=by_title[title], at=first.created_at)


def _file_draft(draft: Draft, topics: Mapping[str, Topic]) -> None:
    file_course(course=Course.objects.get(title=draft.title), topics=[topics[draft.topic]])
