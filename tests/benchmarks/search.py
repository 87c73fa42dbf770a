"""Search over five thousand Chinese lectures: the page by the clock, and the finding alone beside a plain scan."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median, quantiles
from urllib.parse import quote

import django

django.setup()

from django.db import connection  # noqa: E402 - the set-up comes first
from django.utils import timezone  # noqa: E402

from courses.models import SearchDocument  # noqa: E402
from courses.search.finding import find  # noqa: E402
from courses.search.query import read_query  # noqa: E402
from school.organisation.authority import authority_of  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.library import WORDS, lay_courses  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

COURSES, LECTURES, ASKED = 250, 20, 100
PAGE_P95_MS = 100
"""By the clock, on a machine with nothing else to do; a busy one takes longer."""


def main() -> None:
    """Lay the lectures, then measure."""
    began = time.monotonic()
    lay_courses(COURSES, lectures=LECTURES)
    Row(
        f"search, {connection.vendor}: {COURSES * LECTURES:,} lectures laid and indexed",
        f"{time.monotonic() - began:.0f} s",
    ).hand_in()
    measure()


def measure() -> None:
    """Hand in a row for each kind of query over what is laid."""
    learner, rng = of_role("learner"), Random(11)
    browser, at = Browser(learner), timezone.now()
    authority = authority_of(learner, at=at)
    for what, words in _queries(rng).items():
        page = _taken([partial(_ask, browser, one) for one in words])
        alone = _taken([partial(find, query=read_query(one), authority=authority, at=at) for one in words])
        scan = median(_taken([partial(_scan, one) for one in words]))
        p95 = quantiles(page, n=20)[-1]
        measured = (
            f"page p50 {median(page):.0f} ms, p95 {p95:.0f} ms; finding alone p50 {median(alone):.0f} ms, p95 "
            f"{quantiles(alone, n=20)[-1]:.0f} ms, {median(alone) / scan:.2f} × reading every text ({scan:.0f} ms)"
        )
        budget = f"page p95 ≤ {PAGE_P95_MS} ms"
        Row(f"search, {connection.vendor}: {what}", measured, budget, p95 <= PAGE_P95_MS).hand_in()


def _queries(rng: Random) -> dict[str, list[str]]:
    pairs = [word for word in WORDS if len(word) == 2]
    return {
        "a word of two characters": rng.choices(pairs, k=ASKED),
        "two words, anywhere": [" ".join(rng.sample(pairs, 2)) for _ in range(ASKED)],
        "four characters together": ["".join(rng.sample(pairs, 2)) for _ in range(ASKED)],
        "one character": [rng.choice(rng.choice(WORDS)) for _ in range(ASKED)],
    }


def _taken(acts: list[Callable[[], object]]) -> list[float]:
    """Milliseconds by the clock of each; the first few warm up and do not count."""
    for act in acts[:3]:
        act()
    taken = []
    for act in acts:
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _ask(browser: Browser, words: str) -> None:
    if browser.ask(application, "GET", f"/search/?q={quote(words)}").status != 200:
        raise RuntimeError(words)


def _scan(words: str) -> int:
    """The reference: the database reads every text."""
    found = SearchDocument.objects.all()
    for word in words.split():
        found = found.filter(folded__contains=word)
    return found.count()


if __name__ == "__main__":
    main()
