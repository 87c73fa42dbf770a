"""Catalogue, course, my courses and lecture pages with 10,000 members and 200 courses of 20 lectures.

Processor time of the whole stack and statements in this process; requests a second and p95 of a server of its own, at
one client and at sixteen.
"""

from __future__ import annotations

import http.client
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

import django

django.setup()

from django.db import connection  # noqa: E402 - the set-up comes first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from courses.models import LectureRevision  # noqa: E402
from school.organisation.models import Member  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.bare import bare_application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.library import lay_courses, lay_members  # noqa: E402
from tests.benchmarks.pages import BRACKETS, PAGE_QUERIES  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.benchmarks.turns import cpu_ms  # noqa: E402
from tests.services.programs import answers, free_port, running, wait_until  # noqa: E402

MEMBERS, COURSES, LECTURES = 10_000, 200, 20
ROUNDS, EACH = 15, 8
REQUESTS, CLIENTS = 240, (1, 16)
SERVER = [sys.executable, "manage.py", "serve"]


def main() -> None:
    """Lay the library, then hand in a row for each page and number of clients."""
    began = time.monotonic()
    lay_courses(COURSES, lectures=LECTURES)
    lay_members(MEMBERS - Member.objects.count())
    laid = f"{Member.objects.count():,} members, {COURSES} courses of {LECTURES} lectures"
    Row(f"library: {laid}, laid and indexed", f"{time.monotonic() - began:.0f} s").hand_in()
    browser = Browser(of_role("learner"))
    shown = LectureRevision.objects.filter(revision__rules="bench").select_related("lecture", "revision__course")
    lecture = shown.order_by("pk")[7]
    pages = {
        "catalogue": ("/courses/", 9.0),
        "course page": (f"/courses/{lecture.revision.course.public_id}/", 9.0),
        "my courses": ("/courses/mine/", 9.0),
        "open an article": (f"/lectures/{lecture.lecture.public_id}/", 8.0),
    }
    _processor(browser, pages)
    _clock(browser, {what: path for what, (path, _budget) in pages.items()})


def _processor(browser: Browser, pages: dict[str, tuple[str, float]]) -> None:
    bare = bare_application()
    things: dict[str, Callable[[], object]] = {"reference": lambda: browser.ask(bare, "GET", "/who")}
    for what, (path, _budget) in pages.items():
        if (status := browser.ask(application, "GET", path).status) != 200:
            raise RuntimeError(f"{path} answered {status}")
        things[what] = lambda path=path: browser.ask(application, "GET", path)
    spent = cpu_ms(things, rounds=ROUNDS, each=EACH)
    for what, (_path, budget) in pages.items():
        with CaptureQueriesContext(connection) as captured:
            things[what]()
        queries = sum(not query["sql"].startswith(BRACKETS) for query in captured)
        measured = f"{spent[what]:.1f} CPU-ms ({spent[what] / spent['reference']:.1f} × reference), {queries} queries"
        kept = spent[what] <= budget and queries <= PAGE_QUERIES
        Row(f"{what}, large library", measured, f"≤ {budget:g} CPU-ms, ≤ {PAGE_QUERIES} queries", kept).hand_in()


def _clock(browser: Browser, pages: dict[str, str]) -> None:
    """By the clock, from a server in another process."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [*SERVER, "--port", str(port)]
        with running(command, log=Path(folder) / "log", env=dict(os.environ)):
            wait_until(lambda: answers(port), what="the server answering", seconds=120)
            for what, path in pages.items():
                for clients in CLIENTS:
                    rate, p95 = _asked(port, path, browser.cookie, clients)
                    measured = f"{rate:.0f} requests a second, p95 {p95 * 1000:.0f} ms"
                    Row(f"{what}, {clients} clients at once", measured).hand_in()


def _asked(port: int, path: str, cookie: str, clients: int) -> tuple[float, float]:
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda _number: _fetch(port, path, cookie, 3), range(clients)))
        began = time.perf_counter()
        taken = list(pool.map(lambda _number: _fetch(port, path, cookie, REQUESTS // clients), range(clients)))
        whole = time.perf_counter() - began
    seconds = [second for one in taken for second in one]
    return len(seconds) / whole, quantiles(seconds, n=20)[-1]


def _fetch(port: int, path: str, cookie: str, times: int) -> list[float]:
    connected = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        connected.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "zh-CN"})
        answer = connected.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        taken.append(time.perf_counter() - began)
    connected.close()
    return taken


if __name__ == "__main__":
    main()
