"""A lecture may hand out a file: uploaded on its page, frozen, opened by members, confirmed after its time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import translation

from courses import services
from courses.consumers.segments import segments_app
from courses.errors import NotADeck, NotADocument
from courses.kinds import kind_of
from courses.models import Lecture, SearchDocument
from media.models import AssetUse
from progress.articles import floor_of
from progress.models import LectureCompletion, Reading
from progress.services.ruling import rules_in_force
from tests.media.places import publish_files

from .test_member_pages import page

PAPER = b"%PDF-1.7\n"


@pytest.fixture
def handout(make_asset):
    made = make_asset(kind="document", duration_ms=None, content_type="application/pdf", title="材料")
    made.file_name = "学习材料.exe"
    made.save(update_fields=["file_name"])
    publish_files(made, {"document.bin": "%PDF-1.7 whole"})
    return made


@pytest.fixture
def lecture(lectures, at) -> Lecture:
    return services.add_lecture(chapter=lectures[0].chapter, kind="file", title="会前材料", at=at)


@pytest.fixture
def published_file(course, lecture, handout, instructor, second_branch, at) -> Lecture:
    services.attach_document(lecture=lecture, asset=handout, at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    return lecture


def problems(lecture: Lecture) -> list[str]:
    with translation.override("en"):
        return kind_of("file").problems_before_publishing(Lecture.objects.get(pk=lecture.pk))


def test_without_a_usable_file_it_is_not_published(lecture, make_asset, at):
    assert "has no file yet" in problems(lecture)[0]
    waiting = make_asset(kind="document", state="stored", published_level=0, edition="", duration_ms=None)
    services.attach_document(lecture=lecture, asset=waiting, at=at)
    assert "still being prepared" in problems(lecture)[0]
    failed = {"state": "failed", "failure_code": "document-kind", "published_level": 0, "edition": ""}
    services.attach_document(lecture=lecture, asset=make_asset(kind="document", duration_ms=None, **failed), at=at)
    assert "could not be used" in problems(lecture)[0]


def test_a_revision_keeps_name_size_and_type(published_file):
    shown = published_file.revisions.get()
    assert shown.content["file"] == {"name": "学习材料.pdf", "size": 9, "content_type": "application/pdf"}
    assert (shown.minutes, shown.completion) == (Decimal(1), "reading")


def test_files_and_slides_are_not_mistaken_for_each_other(lecture, handout, make_asset, at):
    with pytest.raises(NotADocument):
        services.attach_document(lecture=lecture, asset=make_asset(kind="deck"), at=at)
    with pytest.raises(NotADeck):
        services.attach_deck(lecture=lecture, asset=handout, at=at)


def test_a_copy_holds_the_same_file(lecture, handout, instructor, at):
    services.attach_document(lecture=lecture, asset=handout, at=at)
    copy = services.duplicate_lecture(lecture=lecture, by=instructor, at=at)
    assert copy.deck_id == handout.pk
    assert AssetUse.objects.filter(asset=handout, user_kind="lecture").count() == 2


def test_an_author_uploads_and_replaces_it_on_its_page(lecture, instructor, client_of, settings, tmp_path):
    settings.WORK_ROOT = tmp_path / "work"
    there = f"/studio/lectures/{lecture.public_id}/"
    client = client_of(instructor)
    for name in ("一.pdf", "二.pdf"):
        file = SimpleUploadedFile(name, PAPER + name.encode())
        assert client.post(f"{there}file/", {"file": file}).status_code == 302
        assert name in page(client, there)
    lecture.refresh_from_db()
    assert (lecture.deck.kind, lecture.deck.file_name) == ("document", "二.pdf")


def test_members_see_name_and_button_and_opening_leads_to_the_file(published_file, handout, learner, client_of):
    client, there = client_of(learner), f"/lectures/{published_file.public_id}/"
    html = page(client, there)
    assert "学习材料.pdf" in html
    assert f'action="{there}file/"' in html
    opened = client.post(f"{there}file/")
    assert opened.headers["Location"] == f"/play/{published_file.public_id}/{handout.public_id}/document.bin"


def test_it_is_read_once_its_time_has_passed_and_no_sooner(published_file, learner, authority, client_of, at):
    client, there = client_of(learner), f"/lectures/{published_file.public_id}/"
    refused = client.post(f"{there}file/", {"read": "1"})
    assert ["23" in str(said) for said in get_messages(refused.wsgi_request)] == [True]
    assert not LectureCompletion.objects.filter(lecture=published_file).exists()
    Reading.objects.update(counts_from=F("counts_from") - timedelta(seconds=23))
    client.post(f"{there}file/", {"read": "1"})
    assert LectureCompletion.objects.get(lecture=published_file).deciding_fact == "reading"


@pytest.mark.parametrize(("minutes", "seconds"), [(Decimal(1), 22.5), (Decimal(8), 180), (Decimal("0.5"), 11.25)])
def test_the_floor_of_time_is_that_of_an_article_as_long(lecture, handout, at, minutes, seconds):
    services.attach_document(lecture=lecture, asset=handout, at=at)
    lecture.minutes = minutes
    [section] = kind_of("file").freeze(lecture)["sections"]
    floor = floor_of(section["characters"], rules_in_force(on=at.date(), path="").rules)
    assert floor == timedelta(seconds=seconds)


def test_on_paper_it_says_where_the_file_is_and_the_api_where_it_is_sent_from(
    published_file, handout, learner, client_of
):
    client = client_of(learner)
    assert "学习材料.pdf" in page(client, f"/lectures/{published_file.public_id}/print/")
    told = client.get(f"/api/lectures/{published_file.public_id}").json()
    address = f"/play/{published_file.public_id}/{handout.public_id}/document.bin"
    assert told["file"] == {
        "name": "学习材料.pdf",
        "size": 9,
        "content_type": "application/pdf",
        "address": address,
    }
    assert [section["anchor"] for section in told["sections"]] == ["file"]


def test_its_name_can_be_searched(published_file):
    assert any("学习材料.pdf" in one["text"] for one in SearchDocument.objects.get(lecture=published_file).passages)


def received(client, path):
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"cookie", cookies.encode())]}
    sent: list[dict] = []

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    asyncio.run(segments_app(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:])


@pytest.mark.django_db(transaction=True)
def test_it_is_sent_as_a_download_that_can_do_nothing_here(published_file, handout, learner, outsider, client_of):
    address = f"/play/{published_file.public_id}/{handout.public_id}/document.bin"
    status, headers, body = received(client_of(learner), address)
    assert (status, body) == (200, b"%PDF-1.7 whole")
    assert headers[b"content-type"] == b"application/pdf"
    assert headers[b"content-disposition"].startswith(b"attachment; filename*=utf-8''")
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"content-security-policy"] == b"sandbox; default-src 'none'"
    assert received(client_of(outsider), address)[0] == 404
