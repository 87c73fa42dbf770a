"""Private notes: pinned, kept once, seen by nobody else, taken along."""

from __future__ import annotations

import pytest

from courses import services
from courses.forms.place import Places
from courses.models import Lecture, Note
from school.discussion.places import SECTION, Place
from school.privacy.registry import personal_data
from tests.courses.test_query_budgets import queries

pytestmark = pytest.mark.pg
CANARY = "只有我能看的笔记"


@pytest.fixture
def lecture(published, lectures) -> Lecture:
    return lectures[0]


@pytest.fixture
def put(client_of, learner, lecture):
    """put("key", "text", number) keeps a note of the learner's over the API."""
    client = client_of(learner)

    def putting(key: str, text: str = CANARY, number: int = 2):
        body = {"text": text, "place_kind": "section", "place_number": number, "place_anchor": f"section-{number}"}
        address = f"/api/lectures/{lecture.public_id}/notes/{key}"
        return client.put(address, body, content_type="application/json")

    return putting


def test_a_note_sent_twice_stands_once_and_the_later_words_stay(put):
    assert put("device-key-1").json() == {"key": "device-key-1", "text": CANARY, "moment": "为什么要接转"}
    assert put("device-key-1", "后来的话").status_code == 200
    assert [(note.text, note.place) for note in Note.objects.all()] == [("后来的话", Place(SECTION, 2, "section-2"))]


@pytest.mark.parametrize(("key", "text"), [("short", "有"), ("device-key-1", "   "), ("device-key-1", "长" * 4001)])
def test_what_is_no_note_is_refused(put, key, text):
    assert put(key, text).status_code == 422
    assert not Note.objects.exists()


def test_deleted_over_the_api_and_again(put, client_of, learner, lecture):
    put("device-key-1")
    address = f"/api/lectures/{lecture.public_id}/notes/device-key-1"
    assert [client_of(learner).delete(address).status_code for _ in range(2)] == [204, 204]
    assert not Note.objects.exists()


def test_plain_forms_add_change_delete_and_put_back(client_of, learner, lecture):
    client, address = client_of(learner), f"/lectures/{lecture.public_id}/notes/"
    client.post(address, {"text": "第一句", "part": "3", "key": "form-key-01"})
    note = Note.objects.get()
    assert note.place == Place(SECTION, 3, "section-3")
    client.post(f"{address}{note.key}/", {"text": "改过的", "part": "", "key": note.key})
    note.refresh_from_db()
    assert (note.text, note.place) == ("改过的", Place())
    client.post(f"{address}{note.key}/delete/")
    assert not Note.objects.exists()
    client.post(f"{address}put-back/")
    assert Note.objects.get().text == "改过的"
    assert client.post(f"{address}put-back/").status_code == 404


def test_nobody_else_finds_a_note_anywhere(put, client_of, lecture, published, peer, secretary, instructor, officer):
    put("device-key-1")
    here = f"/lectures/{lecture.public_id}/"
    course = f"/courses/{published.public_id}/"
    for member in (peer, secretary, instructor, officer):
        client = client_of(member)
        for address in (
            f"{here}notes/",
            f"{here}notes/device-key-1/",
            f"{here}print/?notes=1",
            "/notes/",
            "/notes/my-notes.md",
            here,
            course,
            "/moderation/",
        ):
            assert CANARY.encode() not in b"".join(client.get(address)), (member, address)
        # The page repeats what was searched for, so it is asked for a part, and must not complete it.
        assert CANARY.encode() not in client.get(f"/notes/?search={CANARY[:4]}").content
        assert client.post(f"{here}notes/device-key-1/delete/").status_code == 404
    assert Note.objects.exists()


def test_a_closed_gate_and_a_stranger_get_nothing(
    client_of, course, lectures, learner, outsider, instructor, second_branch, at
):
    first, second = lectures[0], lectures[1]
    Lecture.objects.filter(pk=second.pk).update(gate={"completed": first.public_id})
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    for kind in ("notes/", "discussion/", "print/"):
        assert client_of(learner).get(f"/lectures/{second.public_id}/{kind}").status_code == 403
        assert client_of(outsider).get(f"/lectures/{first.public_id}/{kind}").status_code == 404


def test_notes_stay_with_the_lecture_over_revisions_and_say_when_their_place_is_gone(
    put, client_of, learner, lecture, course, instructor, second_branch, at
):
    put("device-key-1", number=3)
    Lecture.objects.filter(pk=lecture.pk).update(body="只剩一段。")
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    page = client_of(learner).get(f"/lectures/{lecture.public_id}/notes/", headers={"accept-language": "en"})
    row = page.context["rows"][0]
    assert (row.note.text, row.beyond, row.address) == (CANARY, True, "")


def test_places_beyond_the_end():
    places = Places("second", 60)
    assert not places.is_beyond(Place("second", 60))
    assert places.is_beyond(Place("second", 61))
    assert places.is_beyond(Place("page", 1))
    assert not places.is_beyond(Place())


def test_my_notes_are_searched_narrowed_and_taken_along(put, client_of, learner, published):
    put("device-key-1", "第一行\n第二行")
    put("device-key-2", "别的", number=1)
    client = client_of(learner)
    assert [row.note.text for row in client.get("/notes/?search=第二").context["rows"]] == ["第一行\n第二行"]
    assert len(client.get(f"/notes/?course={published.public_id}").context["rows"]) == 2
    assert client.get("/notes/?course=nothing").context["rows"] == []
    markdown = b"".join(client.get("/notes/my-notes.md")).decode()
    assert markdown.startswith("# 组织关系接转\n\n## 为什么要接转\n\n")
    assert "第一行  \n  第二行" in markdown
    assert "第一行\n第二行" in b"".join(client.get("/notes/my-notes.txt")).decode()
    assert client.get("/notes/my-notes.pdf").status_code == 404


def test_notes_are_in_the_privacy_export_and_go_with_an_erasure(put, learner):
    put("device-key-1")
    entry = next(each for each in personal_data() if each.model == "courses.Note")
    assert [row["text"] for row in entry.rows(learner.pk)] == [CANARY]
    assert entry.erasure.rule == "delete"


@pytest.mark.parametrize("address", ["/notes/", "/lectures/{lecture}/notes/", "/lectures/{lecture}/print/?notes=1"])
def test_query_budgets(put, client_of, learner, lecture, address):
    client = client_of(learner)
    client.get("/offline/")
    counts = []
    for most in (1, 20):
        for number in range(most):
            put(f"device-key-{number}", f"第{number}条")
        counts.append(queries(client, address.format(lecture=lecture.public_id)))
    assert counts[0] == counts[1] <= 12
