"""An author writes, loads, publishes and brings back captions, without any script."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media.captions import served_text
from media.models import Caption
from media.services.captioning import save_captions
from tests.media.captions.conftest import VTT

SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\n介绍信开出以后，\n00:00:03.000 --> 00:00:06,000\n<font>原支部</font>没有放手。\n"
)

OTHER = VTT.replace("放手", "松手")


@pytest.fixture
def author(client_of, instructor):
    client = client_of(instructor)
    client.cookies["school_language"] = "en"
    return client


@pytest.fixture
def place(recording):
    return f"/studio/uploads/{recording.public_id}/captions/"


def text(response, status=200) -> str:
    assert response.status_code == status, response.content[:500].decode()
    return response.content.decode()


def test_the_list_says_what_to_do_and_then_what_there_is(author, place, instructor, at):
    assert "There are no captions yet." in text(author.get(place))
    assert author.post(place, {"language": "en"}).url == f"{place}en/"
    assert author.post(place, {"language": "zh-hans", "file": "1"}).url == f"{place}zh-hans/file/"
    page = text(author.get(place))
    assert f'href="{place}en/"' in page
    assert 'value="en"' not in page
    assert 'value="bo"' in page
    assert "Draft captions by machine" not in page
    text(author.post(place, {"language": "en"}), 422)
    text(author.get(f"{place}zh-hans/"), 404)
    text(author.get(f"{place}klingon/file/"), 404)


def test_a_file_is_seen_before_it_is_taken(author, place, recording):
    address = f"{place}zh-hans/file/"
    text(author.get(address))
    text(author.post(address, {}), 422)
    page = text(author.post(address, {"file": SimpleUploadedFile("a.srt", SRT.encode("gb18030"))}))
    assert "2 captions were found. Nothing has been saved yet." in page
    assert "The file was written in GB18030 and is read as such." in page
    assert page.count("Line 4:") == 3
    assert not Caption.objects.exists()
    answer = author.post(address, {"original": SRT, "save": "1", "shift": "0.5"}, follow=True)
    assert "saved as a draft" in text(answer)
    caption = Caption.objects.get()
    assert caption.text.startswith("WEBVTT\n\n00:00:01.500 --> 00:00:03.500\n介绍信")
    assert served_text(recording.public_id, "zh-hans") is None


def test_a_file_that_cannot_be_read_is_refused_with_its_line(author, place):
    file = SimpleUploadedFile("a.srt", SRT.replace("00:00:03.000", "sometime").encode())
    page = text(author.post(f"{place}zh-hans/file/", {"file": file}), 422)
    assert "Nothing has been saved." in page
    assert "Line 4:" in page
    author.post(f"{place}zh-hans/file/", {"original": SRT.replace("00:00:03.000", "sometime"), "save": "1"})
    assert not Caption.objects.exists()


def test_the_text_is_written_in_a_plain_form(author, place, draft):
    page = text(author.get(f"{place}zh-hans/"))
    assert "A draft: members do not see these captions." in page
    changed = {"text": VTT.replace("放手", "松手").replace("\n", "\r\n"), "version": draft.version}
    assert "Saved." in text(author.post(f"{place}zh-hans/", changed, follow=True))
    draft.refresh_from_db()
    assert draft.text == VTT.replace("放手", "松手")
    page = text(author.post(f"{place}zh-hans/", changed | {"text": VTT}), 422)
    assert "saved by somebody else meanwhile" in page
    page = text(author.post(f"{place}zh-hans/", {"text": "WEBVTT\n\nx --> y\n", "version": draft.version}), 422)
    assert "Line 3:" in page


def test_the_script_saves_and_hears_of_conflicts(author, place, draft, recording):
    address = f"/api/assets/{recording.public_id}/captions/zh-hans"

    def put(version, words=OTHER):
        body = json.dumps({"text": words, "version": version})
        return author.put(address, body, content_type="application/json")

    saved = put(draft.version).json()
    assert saved == {"version": draft.version + 1, "cues": 2, "remarks": []}
    assert put(draft.version).json() == saved
    refused = put(draft.version, VTT)
    assert (refused.status_code, refused.json()["code"]) == (409, "caption-changed")
    assert put(saved["version"], "WEBVTT\n\n1 --> 2\n").json()["code"] == "caption-unreadable"
    assert author.put(address.replace("zh-hans", "en"), "{}", content_type="application/json").status_code == 422
    assert put(1, VTT).status_code == 409


def test_members_see_what_was_published(author, place, draft, recording):
    author.post(f"{place}zh-hans/publish/")
    assert served_text(recording.public_id, "zh-hans") == VTT
    assert "Members see these captions." in text(author.get(f"{place}zh-hans/"))
    author.post(f"{place}zh-hans/move/", {"move-shift": "1.5"})
    assert "Members see an earlier text than this one." in text(author.get(f"{place}zh-hans/"))
    author.post(f"{place}zh-hans/label/", {"name-label": "字幕（简体）"})
    draft.refresh_from_db()
    assert draft.label == "字幕（简体）"
    author.post(f"{place}zh-hans/withdraw/")
    assert served_text(recording.public_id, "zh-hans") is None
    for wrong in ({"move-shift": "soon"}, {"name-label": ""}):
        where = "move" if "move-shift" in wrong else "label"
        assert "Please write" in text(author.post(f"{place}zh-hans/{where}/", wrong, follow=True))


def test_empty_captions_are_not_published(author, place, recording):
    author.post(place, {"language": "en"})
    assert "There is no text in these captions yet." in text(author.post(f"{place}en/publish/", follow=True))


def test_an_earlier_version_is_read_and_brought_back(author, place, draft, officer, at):
    save_captions(caption=draft, text=VTT.replace("放手", "松手"), version=draft.version, by=officer, at=at)
    page = text(author.get(f"{place}zh-hans/versions/"))
    number = draft.versions.get().number
    assert f'href="{place}zh-hans/versions/{number}/"' in page
    assert "原支部并没有放手。" in text(author.get(f"{place}zh-hans/versions/{number}/"))
    author.post(f"{place}zh-hans/versions/{number}/")
    draft.refresh_from_db()
    assert draft.text == VTT
    text(author.get(f"{place}zh-hans/versions/99/"), 404)


@pytest.mark.parametrize(
    ("suffix", "kind", "begin"),
    [
        ("vtt", "text/vtt; charset=utf-8", "WEBVTT\n\n00:00:01.000"),
        ("srt", "application/x-subrip; charset=utf-8", "1\n00:00:01,000 --> 00:00:03,000\n介绍信"),
        ("txt", "text/plain; charset=utf-8", "介绍信开出以后，\n原支部并没有放手。\n"),
    ],
)
def test_captions_are_downloaded_in_three_forms(author, place, draft, suffix, kind, begin):
    answer = author.get(f"{place}zh-hans/download.{suffix}")
    assert text(answer).startswith(begin)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment")
    text(author.get(f"{place}zh-hans/download.exe"), 404)


def test_a_language_is_deleted_after_a_question(author, place, draft):
    assert "cannot be brought back" in text(author.get(f"{place}zh-hans/delete/"))
    assert author.post(f"{place}zh-hans/delete/").url == place
    assert not Caption.objects.exists()


def test_what_is_said_is_text_and_never_markup(author, place, draft):
    save_captions(
        caption=draft,
        text=VTT.replace("放手", "<script>x</script>&lt;img onerror=1>"),
        version=draft.version,
        by=draft.updated_by,
        at=draft.updated_at,
    )
    author.post(f"{place}zh-hans/move/", {"move-shift": "1"})
    for page in (f"{place}zh-hans/", f"{place}zh-hans/versions/{draft.version}/"):
        shown = text(author.get(page))
        assert "<script>x" not in shown
        assert "<img" not in shown


def test_pages_ask_little_of_the_database(author, place, draft, instructor, at, django_assert_max_num_queries):
    author.get("/offline/")
    for number in range(5):
        save_captions(
            caption=draft, text=VTT.replace("放手", f"放手{number}"), version=draft.version, by=instructor, at=at
        )
    for page in (place, f"{place}zh-hans/", f"{place}zh-hans/versions/", f"{place}zh-hans/file/"):
        with django_assert_max_num_queries(12):
            text(author.get(page))
