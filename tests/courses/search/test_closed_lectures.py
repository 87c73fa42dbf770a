"""A lecture behind a closed gate tells its title and why it is closed, and nothing else, in no way."""

from __future__ import annotations

import pytest

from courses.models import Lecture

pytestmark = [pytest.mark.django_db, pytest.mark.pg]

SECRET = "金丝雀"


@pytest.fixture
def closed(add, publish, lectures, facts) -> Lecture:
    """Open once the first lecture is completed."""
    gate = {"completed": lectures[0].public_id}
    lecture = add(
        kind="article",
        title="结业须知",
        summary="结业前读。",
        body=f"## {SECRET}标题\n\n这里有{SECRET}正文。",
        gate=gate,
    )
    publish()
    return lecture


def test_its_title_is_found_with_the_reason_and_no_place(closed, learner, search):
    (result,) = search(learner, "结业须知").results
    assert result.reason
    assert result.jumps == ()


def test_its_text_is_not_found_and_not_counted(closed, learner, search):
    assert search(learner, SECRET).total == 0
    assert search(learner, f"结业 {SECRET}").total == 0


def test_its_text_does_not_move_it_among_the_results(closed, add, publish, learner, search):
    add(kind="article", title="旁证", summary="结业前读。", body="## 一\n\n略。")
    publish()
    before = [result.lecture_id for result in search(learner, "结业 前读").results]
    assert closed.public_id in before


def test_its_page_in_the_results_holds_none_of_its_words(closed, learner, client_of):
    for words in ("结业", "须知", SECRET, f"结业 {SECRET}"):
        html = client_of(learner).get("/search/", {"q": words}).content.decode()
        assert f"/lectures/{closed.public_id}/" not in html
        assert html.count(SECRET) == words.count(SECRET), "only what she typed herself"


def test_it_is_found_by_its_text_once_it_is_open(closed, lectures, learner, search, facts):
    facts.completed_ids.add((learner.pk, lectures[0].pk))
    (result,) = search(learner, SECRET).results
    assert not result.reason
    assert any(part.hit for jump in result.jumps for part in jump.snippet)
