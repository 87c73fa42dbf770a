"""The pages of one course in the studio, under four headings: twenty links in one row are a wall on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import Course

register = template.Library()

PAGES = (
    (
        _("Content"),
        (
            ("courses:studio_course", _("Draft")),
            ("courses:preview_course", _("Preview")),
            ("courses:about_course", _("About")),
            ("courses:labels", _("Source and author")),
            ("courses:course_topics", _("Topics")),
            ("courses:history", _("Log of edits")),
        ),
    ),
    (
        _("Checking and publishing"),
        (
            ("courses:review", _("Review")),
            ("courses:publish", _("Publish")),
            ("courses:schedule", _("Schedule")),
            ("courses:revisions", _("Published editions")),
            ("courses:corrections", _("Corrections")),
        ),
    ),
    (
        _("Readers"),
        (
            ("courses:audience", _("Audience")),
            ("courses:enrolments", _("By name")),
            ("courses:reuse", _("Reuse below")),
            ("courses:discussion_switch", _("Discussion")),
        ),
    ),
    (
        _("Findings and care"),
        (
            ("progress:course_insights", _("Insights")),
            ("quizzes:evaluation", _("Evaluation")),
            ("quizzes:improvements", _("Improvement log")),
            ("courses:care", _("Who keeps it")),
            ("courses:export_course", _("Export")),
        ),
    ),
)
# A course has an audience of its own once members can see it; before, it is chosen on publishing.
ONLY_PUBLISHED = {"courses:audience"}


@dataclass(frozen=True)
class Entry:
    """A link of the menu; `here`: it is the page shown, or the heading of it."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class Menu:
    """The headings, and the pages under the one that is open."""

    headings: list[Entry]
    pages: list[Entry]


@register.simple_tag
def course_menu(course: Course, path: str) -> Menu:
    """The menu as the page at `path` shows it; a page that is not in it stands under the first heading."""
    groups = [
        (heading, [_entry(course, path, name, label) for name, label in pages if _shown(course, name)])
        for heading, pages in PAGES
    ]
    opened = next((pages for _heading, pages in groups if any(page.here for page in pages)), groups[0][1])
    return Menu([Entry(str(heading), pages[0].url, pages is opened) for heading, pages in groups], opened)


def _shown(course: Course, name: str) -> bool:
    return course.is_published or name not in ONLY_PUBLISHED


def _entry(course: Course, path: str, name: str, label: str | Promise) -> Entry:
    url = reverse(name, args=[course.public_id])
    return Entry(str(label), url, url == path)
