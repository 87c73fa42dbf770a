"""The way out and in for an author, as plain forms."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.models import Course, CourseImport
from courses.services.course_imports import unpack_import
from school.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, instructor):
    client.force_login(instructor)
    return client


def sent(response) -> bytes:
    return b"".join(response.streaming_content)


def test_an_author_takes_a_course_out_brings_it_in_and_takes_it_back(author, simple, economics, at):
    out = reverse("courses:export_course", args=[simple.public_id])
    assert author.get(out).status_code == 200
    assert AuditEntry.objects.filter(action="course.exported").count() == 0
    response = author.post(out)
    assert response["Content-Type"] == "application/zip"
    data = sent(response)
    assert AuditEntry.objects.filter(action="course.exported").count() == 1

    form = {"organisation": economics.public_id, "file": SimpleUploadedFile("课程.zip", data)}
    looked = author.post(reverse("courses:imports"), form)
    found = CourseImport.objects.get()
    page = reverse("courses:course_import", args=[found.public_id])
    assert looked.url == page
    author.post(reverse("courses:apply_import", args=[found.public_id]))
    unpack_import(import_id=found.pk)
    done = author.get(page)
    found.refresh_from_db()
    assert reverse("courses:studio_course", args=[found.course.public_id]) in done.content.decode()
    assert simple.title in author.get(reverse("courses:imports")).content.decode()

    back = reverse("courses:take_back_import", args=[found.public_id])
    assert author.get(back).status_code == 200
    author.post(back)
    assert Course.objects.get(pk=found.course.pk).removed_at is not None


def test_a_file_that_is_no_course_shows_what_is_wrong_with_it(author, economics):
    form = {"organisation": economics.public_id, "file": SimpleUploadedFile("x.zip", b"PK nothing")}
    page = author.post(reverse("courses:imports"), form, follow=True)
    assert page.status_code == 200
    assert reverse("courses:apply_import", args=[CourseImport.objects.get().public_id]) not in page.content.decode()


def test_no_file_is_said_on_the_form(author, economics):
    assert author.post(reverse("courses:imports"), {"organisation": economics.public_id}).status_code == 422


def test_a_course_that_cannot_travel_says_why(author, simple):
    simple.chapters.first().lectures.filter(kind="article").update(gate={"completed": "aaaaaaaaaaaa"})
    response = author.get(reverse("courses:export_course", args=[simple.public_id]))
    assert response.status_code == 409
