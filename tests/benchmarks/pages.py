"""What a request costs: processor time of the whole stack in this process, and how many statements it sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import Lecture, LectureRevision  # noqa: E402
from quizzes.models import Attempt, AttemptItem  # noqa: E402
from quizzes.services.starting import start_attempt  # noqa: E402
from school.organisation.authority import authority_of  # noqa: E402
from school.organisation.models import Member, Organisation  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.bare import bare_application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.benchmarks.turns import cpu_ms  # noqa: E402
from tests.progress.recordings import publish_course_of  # noqa: E402

ROUNDS, EACH, LECTURES = 15, 8, 20
BRACKETS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")
PAGE_QUERIES, CALL_QUERIES, SAVE_QUERIES = 12, 6, 5


@dataclass(frozen=True)
class Asked:
    """A request to measure; `ms` is its budget, None where the design names none."""

    what: str
    browser: Browser
    path: str
    queries: int
    ms: float | None = None
    method: str = "GET"
    body: Callable[[], Any] = lambda: None


def main() -> None:
    """Measure every request beside the reference, and hand in a row for each."""
    school, bare = application, bare_application()
    asked = list(_asked())
    reference = Browser(of_role("learner"))
    things: dict[str, Callable[[], object]] = {"reference": lambda: _call(bare, reference, "GET", "/who", None)}
    for one in asked:
        things[one.what] = lambda one=one: _call(school, one.browser, one.method, one.path, one.body())
    spent = cpu_ms(things, rounds=ROUNDS, each=EACH)
    Row("reference: bare Django, session and member, JSON", f"{spent['reference']:.2f} CPU-ms").hand_in()
    for one in asked:
        with CaptureQueriesContext(connection) as captured:
            things[one.what]()
        statements = sum(not query["sql"].startswith(BRACKETS) for query in captured)
        ms = spent[one.what]
        measured = f"{ms:.1f} CPU-ms ({ms / spent['reference']:.1f} × reference), {statements} queries"
        budget = f"≤ {one.ms:g} CPU-ms, ≤ {one.queries} queries" if one.ms else f"≤ {one.queries} queries"
        Row(one.what, measured, budget, statements <= one.queries and (one.ms is None or ms <= one.ms)).hand_in()


def _call(application: Callable[..., Any], browser: Browser, method: str, path: str, body: Any) -> None:
    answer = browser.ask(application, method, path, json=body)
    if answer.status != 200:
        raise RuntimeError(f"{method} {path} answered {answer.status}: {answer.body[:300]!r}")


def _asked() -> list[Asked]:
    learner, officer = of_role("learner"), of_role("committee_officer")
    mine, hers = Browser(learner), Browser(officer)
    recording = _course_of_twenty()
    course = recording.chapter.course
    seen = LectureRevision.objects.visible_to(authority_of(learner, at=timezone.now()))
    article = seen.filter(kind="article").order_by("pk")[0]
    attempt, item = _attempt(learner, seen)
    numbers = iter(range(1, 10**9))
    return [
        Asked(f"course page, {LECTURES} lectures", mine, f"/courses/{course.public_id}/", PAGE_QUERIES, 9),
        Asked("my courses (home)", mine, "/", PAGE_QUERIES, 9),
        Asked("open a recording", mine, f"/lectures/{recording.public_id}/", PAGE_QUERIES, 8),
        Asked("open an article", mine, f"/lectures/{article.lecture.public_id}/", PAGE_QUERIES, 8),
        Asked(
            "save an answer",
            mine,
            f"/api/attempts/{attempt.public_id}/answers/{item.item_id}",
            SAVE_QUERIES,
            4,
            method="PUT",
            body=lambda: {"client_seq": next(numbers), "answer": {"text": "党章"}},
        ),
        Asked("API: list of courses", mine, "/api/courses", CALL_QUERIES),
        Asked("API: one course", mine, f"/api/courses/{course.public_id}", CALL_QUERIES),
        Asked("catalogue", mine, "/courses/", PAGE_QUERIES, 9),
        Asked("my year", mine, "/year/", PAGE_QUERIES),
        Asked("attempt under way", mine, f"/attempts/{attempt.public_id}/", PAGE_QUERIES),
        Asked(f"desk of the officer, {Member.objects.count()} people", hers, "/desk/", PAGE_QUERIES, 35),
    ]


def _course_of_twenty() -> Lecture:
    """The recording of a course whose other lectures are articles; whether its file can be played does not matter."""
    college = Organisation.objects.get(parent=None)
    return publish_course_of(
        owner=college,
        author=of_role("instructor"),
        audience=college,
        at=timezone.now(),
        durations_ms=[900_000],
        texts=["## 一\n\n一段正文。"] * (LECTURES - 1),
    )[0]


def _attempt(learner: Member, seen: Any) -> tuple[Attempt, AttemptItem]:
    """An attempt under way and a question of it that takes a text."""
    at = timezone.now()
    for shown in seen.filter(kind="quiz").select_related("lecture").order_by("pk"):
        attempt = start_attempt(member=learner, authority=authority_of(learner, at=at), lecture=shown.lecture, at=at)
        item = (
            AttemptItem.objects.in_order()
            .filter(attempt=attempt, question_version__question__kind="short_text")
            .first()
        )
        if item is not None:
            return attempt, item
    raise RuntimeError("the college has no quiz with a question that takes a text")


if __name__ == "__main__":
    main()
