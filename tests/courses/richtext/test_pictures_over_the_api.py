"""The editor's calls: a picture arrives and is seen by those who may, Markdown goes in and out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import services
from courses.consumers.segments import segments_app
from courses.models import Lecture
from courses.services import pictures
from media.models import Asset
from tests.contracts.test_native_matrix import fetch

from .conftest import figure, png
from .test_pictures_of_an_article import write

pytestmark = pytest.mark.django_db(transaction=True)


def send(client, lecture: Lecture, data: bytes, name: str = "map.png"):
    return client.post(f"/api/lectures/{lecture.public_id}/pictures", {"file": SimpleUploadedFile(name, data)})


def test_a_picture_is_drawn_at_once_and_shown_in_the_studio_before_any_text_holds_it(lectures, client_of, instructor):
    client = client_of(instructor)
    added = send(client, lectures[0], png(600, 300)).json()
    assert (added["state"], added["width"], added["height"], added["failure"]) == ("ready", 600, 300, "")
    status, drawn = fetch(segments_app, client, added["address"])
    assert (status, drawn[8:12]) == (200, b"WEBP")
    again = client.get(f"/api/lectures/{lectures[0].public_id}/pictures/{added['id']}").json()
    assert again == added
    assert Asset.objects.get(public_id=added["id"]).organisation == lectures[0].chapter.course.organisation


def test_what_is_no_picture_is_refused_with_its_reason(lectures, client_of, instructor, monkeypatch):
    client = client_of(instructor)
    added = send(client, lectures[0], b"\x89PNG\r\n\x1a\n and nothing").json()
    assert (added["state"], added["address"]) == ("failed", "")
    assert added["failure"]
    monkeypatch.setattr(pictures, "LARGEST", 10)
    assert send(client, lectures[0], png()).json()["code"] == "article-picture-too-large"
    missing = client.post(f"/api/lectures/{lectures[0].public_id}/pictures")
    assert (missing.status_code, missing.json()["code"]) == (422, "article-picture-missing")


def test_members_get_the_picture_of_an_open_article_and_strangers_do_not(
    course, lectures, make_picture, client_of, instructor, learner, outsider, second_branch, at
):
    picture = make_picture()
    address = f"/play/{lectures[0].public_id}/{picture.public_id}/w480.webp"
    write(lectures[0], at, figure(picture))
    assert fetch(segments_app, client_of(instructor), address)[0] == 200
    assert fetch(segments_app, client_of(learner), address)[0] == 404
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    assert fetch(segments_app, client_of(learner), address)[0] == 200
    assert fetch(segments_app, client_of(outsider), address)[0] == 404
    beside = f"/play/{lectures[1].public_id}/{picture.public_id}/w480.webp"
    assert fetch(segments_app, client_of(learner), beside)[0] == 404
    page = client_of(learner).get(f"/lectures/{lectures[0].public_id}/").content.decode()
    assert f'srcset="{address} 480w, ' in page
    assert 'width="960" height="640" loading="lazy"' in page


def test_half_a_formula_is_answered_with_a_sentence(client_of, instructor):
    def ask(source: str) -> dict[str, str]:
        return client_of(instructor).post("/api/formulas", {"source": source}, content_type="application/json").json()

    assert ask("x^2")["mathml"].startswith("<math ")
    assert ask("\\frac{1") == {"mathml": "", "complaint": ask("\\frac{1")["complaint"]}
    assert ask("\\frac{1")["complaint"]


def test_a_text_goes_out_as_markdown_and_comes_back(lectures, client_of, instructor):
    client, where = client_of(instructor), f"/studio/lectures/{lectures[0].public_id}/markdown/"
    file = client.get(f"{where}text.md")
    assert "attachment" in file["Content-Disposition"]
    assert "## 为什么要接转" in file.content.decode()
    upload = SimpleUploadedFile("a.md", "## 新\n\n![图](a.png)\n\n- 甲".encode())
    answer = client.post(where, {"file": upload}, follow=True)
    assert "a.png" in answer.content.decode()
    lectures[0].refresh_from_db()
    assert lectures[0].body == "<h2>新</h2>\n<ul><li>甲</li></ul>"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"  "])
def test_a_file_that_is_no_text_changes_nothing(lectures, client_of, instructor, data):
    where = f"/studio/lectures/{lectures[0].public_id}/markdown/"
    answer = client_of(instructor).post(where, {"file": SimpleUploadedFile("a.md", data)})
    before = lectures[0].body
    lectures[0].refresh_from_db()
    assert (answer.status_code, lectures[0].body) == (422, before)
