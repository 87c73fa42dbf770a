"""Notes as a file: Markdown or plain text, in the order of the courses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from courses.models import Note
from school.discussion.places import PAGE, SECOND, Place

FORMATS = {"md": "text/markdown", "txt": "text/plain"}


def place_in_words(place: Place) -> str:
    """A place where the lecture itself is not at hand: "2:03", "page 4", "section 2"; empty for none."""
    if place.kind == SECOND:
        return place.clock
    if place.kind == PAGE:
        return _("page %(number)s") % {"number": place.number}
    return _("section %(number)s") % {"number": place.number} if place.kind else ""


def as_text(notes: Iterable[Note], *, markdown: bool) -> Iterator[str]:
    """Piece by piece; `notes` are in the order of `by_course`."""
    for course, of_course in groupby(notes, key=lambda note: note.lecture.chapter.course):
        yield f"# {course.title}\n\n" if markdown else f"{course.title}\n\n"
        for lecture, of_lecture in groupby(of_course, key=lambda note: note.lecture):
            yield f"## {lecture.title}\n\n" if markdown else f"  {lecture.title}\n\n"
            for note in of_lecture:
                yield _entry(note, markdown=markdown)


def _entry(note: Note, *, markdown: bool) -> str:
    where = place_in_words(note.place)
    if not markdown:
        return f"{where}\n{note.text}\n\n" if where else f"{note.text}\n\n"
    head = f"**{where}** " if where else ""
    # Two spaces at the end keep a line as it was written.
    return f"- {head}{note.text.replace(chr(10), '  ' + chr(10) + '  ')}\n\n"
