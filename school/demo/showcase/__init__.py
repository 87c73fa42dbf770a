"""What issue after issue brought to courses, shown on the demo college: one noun a module, through the services."""

from __future__ import annotations

from courses.models import Course
from school.demo.founding import College
from school.demo.showcase.access import open_and_ask
from school.demo.showcase.crew import crew_of
from school.demo.showcase.editions import publish_edition
from school.demo.showcase.filing import file_courses
from school.demo.showcase.reviews import write_drafts
from school.demo.showcase.talk import talk_about_lectures
from school.demo.showcase.texts import showcase
from school.demo.showcase.voices import hear_members
from school.demo.year import StudyYear


def show_courses(*, college: College, courses: list[Course], year: StudyYear) -> None:
    """After the year was lived: shelves, drafts, a second edition, assignments, talk and what members say."""
    text, crew = showcase(), crew_of(college)
    by_title = {course.title: course for course in courses}
    write_drafts(text=text, crew=crew, year=year)
    file_courses(text=text, college=college, by_title=by_title)
    open_and_ask(text=text, crew=crew, by_title=by_title, year=year)
    talk_about_lectures(text=text, crew=crew, by_title=by_title, year=year)
    publish_edition(text=text, by_title=by_title, year=year)
    hear_members(text=text, crew=crew, by_title=by_title, year=year)
