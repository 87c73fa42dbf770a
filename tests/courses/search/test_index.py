"""The index says what is published; if it does not, that is seen and mended."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from courses.models import SearchDocument
from courses.services.indexing import differences, index_missing
from school.operations.unfinished import unfinished_work

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def waiting(at) -> int:
    return next(piece.count for piece in unfinished_work(at=at) if piece.kind == "courses not indexed")


def test_what_was_published_needs_no_mending(spoken, capsys):
    call_command("rebuild_search", "--check")
    assert list(differences()) == []


def test_a_changed_a_missing_and_a_surplus_row_are_each_found(spoken, published):
    SearchDocument.objects.filter(lecture=None).update(title="别的")
    SearchDocument.objects.filter(lecture=spoken).delete()
    assert len(list(differences())) == 2
    with pytest.raises(SystemExit):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    call_command("rebuild_search", "--check")


def test_a_course_that_is_not_indexed_is_unfinished_and_taken_up(published, learner, search, at):
    SearchDocument.objects.all().delete()
    assert search(learner, "接转").total == 0
    assert waiting(at) == 1
    assert index_missing() == 1
    assert waiting(at) == 0
    assert search(learner, "接转").total


def test_the_grams_of_sqlite_follow_every_row(published):
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps its index itself
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO courses_search_grams(courses_search_grams) VALUES ('integrity-check')")
        SearchDocument.objects.update(grams="甲乙")
        cursor.execute("INSERT INTO courses_search_grams(courses_search_grams) VALUES ('integrity-check')")
        SearchDocument.objects.all().delete()
        cursor.execute("INSERT INTO courses_search_grams(courses_search_grams) VALUES ('integrity-check')")
        cursor.execute("SELECT count(*) FROM courses_search_grams WHERE courses_search_grams MATCH '\"甲乙\"'")
        assert cursor.fetchone() == (0,)
