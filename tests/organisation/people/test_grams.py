"""Parts of names are found by pairs of characters: no one too many, no one missed, and both databases agree."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from school.organisation.grams import grams, telling_grams
from school.organisation.models import Member, Organisation

# Few signs, so that pairs repeat; the last one lies beyond the first 65,536.
texts = st.text("王芳张 0r·%_\\'{,𠮷", max_size=12)
beyond_the_test = [HealthCheck.function_scoped_fixture]


def test_a_name_and_its_number_are_cut_without_crossing_the_space():
    assert grams("王芳 r1") == {"王", "芳", "r", "1", "王芳", "r1"}
    assert telling_grams("王芳芳") == {"王芳", "芳芳"}
    assert telling_grams("王") == {"王"}
    assert telling_grams("") == set()


@given(before=texts, part=texts, after=texts)
def test_whatever_contains_a_part_holds_its_grams(before, part, after):
    assert telling_grams(part) <= grams(before + part + after)


@pytest.mark.pg
@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=beyond_the_test)
@given(text=texts)
@example(text="")
@example(text=" ")
def test_postgresql_makes_the_same_grams(text):
    """SQLite has no index of them and reads the text itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT school_grams(%s)", [text])
            made = set(cursor.fetchone()[0])
    else:
        made = grams(text)
    assert made == grams(text)


@pytest.mark.pg
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("王芳", {"王芳", "王芳芳", "芳芳王芳"}),
        ("芳王", {"芳芳王芳"}),
        ("王芳芳", {"王芳芳"}),
        ("芳", {"王芳", "王芳芳", "芳芳王芳"}),
        ("g2", {"王芳芳"}),
        ("%", set()),
        ("阿依古丽・买", {"阿依古丽·买买提"}),
    ],
)
def test_pairs_find_candidates_and_the_text_decides(db, asked, found):
    names = ["王芳", "王芳芳", "芳芳王芳", "阿依古丽·买买提"]
    for number, name in enumerate(names, start=1):
        Member.objects.create(number=f"G{number}", name=name, password="!")
    assert {member.name for member in Member.objects.get_queryset().found_by(asked)} == found


@pytest.mark.pg
def test_a_node_is_found_by_part_of_its_name(college, second_branch):
    second_branch.name = "第二党支部"
    second_branch.save(update_fields=["name", "search_text"])
    assert list(Organisation.objects.called("二党")) == [second_branch]
    assert not Organisation.objects.called("党二").exists()


@pytest.mark.pg
def test_on_postgresql_the_index_is_asked(db):
    found = Member.objects.get_queryset().found_by("王芳")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert {"postgresql": "member_grams", "sqlite": "SCAN"}[connection.vendor] in found.explain()
