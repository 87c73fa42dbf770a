"""Which addresses published courses link to: noted every night, so that dead ones are found without a review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.models import Course, CourseState, LectureLink, LectureRevision, LinkCheck
from courses.proofreading.html_text import links_of
from courses.proofreading.links import LONGEST, MOST, digest_of, want_addresses


def note_links(*, at: datetime) -> int:
    """Note the links of every published course, and that their addresses are to be asked again; how many there are."""
    shown = Course.objects.filter(state=CourseState.PUBLISHED, removed_at__isnull=True)
    return sum(note_links_of(course_id=pk, at=at) for pk in list(shown.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def note_links_of(*, course_id: int, at: datetime) -> int:
    """The same for one course, as members see it."""
    rows = LectureRevision.objects.current().filter(revision__course=course_id).values_list("lecture_id", "content")
    linked = {lecture_id: _addresses(content.get("sections", [])) for lecture_id, content in rows}
    wanted = list(dict.fromkeys(address for addresses in linked.values() for address in addresses))[:MOST]
    digests = want_addresses(wanted, at=at) if wanted else []
    known = dict(LinkCheck.objects.filter(digest__in=digests).values_list("digest", "pk")) if digests else {}
    noted = {
        (lecture_id, known[digest_of(address)])
        for lecture_id, addresses in linked.items()
        for address in addresses
        if digest_of(address) in known
    }
    held = LectureLink.objects.filter(lecture__chapter__course=course_id)
    standing = {(lecture, address): pk for pk, lecture, address in held.values_list("pk", "lecture_id", "address_id")}
    LectureLink.objects.filter(pk__in=[pk for pair, pk in standing.items() if pair not in noted]).delete()
    fresh = [LectureLink(lecture_id=lecture, address_id=address) for lecture, address in sorted(noted - set(standing))]
    LectureLink.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(noted)


def _addresses(sections: Iterable[dict[str, Any]]) -> list[str]:
    """Of the web, in the sections of a text, in order."""
    found = [address for section in sections for address in links_of(section.get("html", ""))]
    return [address for address in dict.fromkeys(found) if len(address) <= LONGEST]
