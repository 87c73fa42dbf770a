"""Two lectures of slides that are really shown: one read alone, one with a narration that turns the pages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from courses.models import Lecture
from courses.services import add_chapter, create_course, publish_course
from media.models import Asset
from media.services import prepare_asset, store_file
from media.services.decking import describe_pages
from school.organisation.models import Member, Organisation
from tests.courses.decks import add_slides
from tests.media.decks.papers import write_pdf

PAGES = (
    ("Transfers of members", "What the branch does, step by step"),
    ("Within ninety days", "Whoever holds the letter hands it in"),
    ("Who signs", "The secretary of the branch that receives"),
    (),
)
TIMES = (0, 6000, 12_000, 18_000)


def plant_slides(instructor: Member, organisation: Organisation, film: Asset, at: datetime) -> dict[str, Lecture]:
    """A published course with both lectures; `film` is spoken to the second one."""
    course = create_course(organisation=organisation, member=instructor, title="看图学接转", summary="四页图。", at=at)
    chapter = add_chapter(course=course, title="第一章 图", at=at)
    with TemporaryDirectory() as folder:
        path = write_pdf(Path(folder) / "transfers.pdf", PAGES)
        deck = store_file(organisation=organisation, member=instructor, title="接转四页图", path=path, at=at)
    prepare_asset(asset_id=deck.pk)
    deck.refresh_from_db()
    describe_pages(asset=deck, alts={4: "一页空白，留给提问"})
    alone = add_slides(chapter=chapter, deck=deck, at=at)
    narrated = add_slides(chapter=chapter, deck=deck, narration=film, times=TIMES, at=at)
    publish_course(course=course, member=instructor, audiences=[organisation], at=at)
    return {"slides": alone, "told_slides": narrated}
