"""The register at a hundred thousand people in eight levels: searching it, opening subtrees, and what scope costs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import quote

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from school.organisation.authority import Right, authority_of  # noqa: E402
from school.organisation.models import Member, Organisation  # noqa: E402
from school.organisation.models.member import MemberQuerySet  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.country import lay_register, officer_of  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

PEOPLE = int(os.environ.get("BENCH_REGISTER_PEOPLE", "100000"))
ASKED, WARMING, PER_LEVEL = 60, 4, 8


def main() -> None:
    """Lay the register, then hand in a row for each question."""
    began = time.monotonic()
    levels = lay_register(people=PEOPLE)
    nodes = sum(map(len, levels))
    laid = f"{PEOPLE:,} people in {nodes:,} nodes of {len(levels)} levels"
    Row(f"register: {laid} laid in bulk", f"{time.monotonic() - began:.0f} s").hand_in()
    rng = Random(7)
    heads = {level: officer_of(levels[level - 1][0], number=level) for level in (1, 4, 7)}
    _search(heads, rng)
    _subtrees(heads[1], levels, rng)
    _scope(heads)


def _search(heads: dict[int, Member], rng: Random) -> None:
    for level, head in heads.items():
        Row(f"member list, office at level {level}", _in_words(_answers(Browser(head), ["/people/"] * ASKED))).hand_in()
    numbers = rng.sample(range(PEOPLE), ASKED)
    found = list(Member.objects.filter(number__in=[f"R{number:08}" for number in numbers]))
    texts = {
        "a full name": [member.name for member in found],
        "a surname": [member.name[0] for member in found],
        "a number": [member.number for member in found],
        "part of a number": [member.number[-5:] for member in found],
    }
    for level, head in heads.items():
        for what, asked in texts.items() if level == 1 else [("a full name", texts["a full name"])]:
            paths = [f"/people/?q={quote(text)}" for text in asked]
            Row(
                f"member search by {what}, office at level {level}", _in_words(_answers(Browser(head), paths))
            ).hand_in()


def _subtrees(head: Member, levels: list[list[Organisation]], rng: Random) -> None:
    browser = Browser(head)
    Row("tree from the top", _in_words(_answers(browser, ["/organisation/"] * ASKED))).hand_in()
    for number, level in enumerate(levels, start=1):
        if number in (1, 2, 3, 5, 8):
            some = rng.sample(level, min(PER_LEVEL, len(level))) * 4
            paths = [f"/organisation/{node.public_id}/" for node in some]
            Row(f"subtree page, level {number}", _in_words(_answers(browser, paths))).hand_in()
    paths = [f"/organisation/?query={quote(node.name[1:])}" for node in rng.sample(levels[4], ASKED // 2)]
    Row("search of nodes", _in_words(_answers(browser, paths))).hand_in()
    Row("tree as it was on another day", _in_words(_answers(browser, ["/organisation/?on=2022-02-02"] * 10))).hand_in()


def _scope(heads: dict[int, Member]) -> None:
    """The same first page and the same count, with the predicate and without it."""
    questions: dict[str, Callable[[MemberQuerySet], object]] = {
        "first page by name": lambda rows: list(rows[:30]),
        "search by name": lambda rows: list(rows.found_by("张小")[:30]),
        "count": lambda rows: rows.count(),
    }
    everybody = Member.objects.get_queryset().order_by("sort_text", "pk")
    for level, head in heads.items():
        scoped = everybody.overseen_by(authority_of(head, at=timezone.now()), Right.OVERSEE_MEMBERS)
        inside = scoped.count()
        for what, ask in questions.items():
            with_it, without = _in_turns(partial(ask, scoped), partial(ask, everybody))
            measured = f"{with_it:.1f} ms with, {without:.1f} ms without: {with_it / without:.2f} ×"
            Row(f"scope, office at level {level} ({inside:,} people): {what}", measured).hand_in()


def _answers(browser: Browser, paths: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds for each path, by the clock and of the processors, after a few that warm up."""
    for path in paths[:WARMING]:
        _ask(browser, path, [])
    serving = _serving()
    return [_ask(browser, path, serving) for path in paths]


def _ask(browser: Browser, path: str, serving: Sequence[Path]) -> tuple[float, float]:
    began, worked = time.perf_counter(), _worked(serving)
    answer = browser.ask(application, "GET", path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:300]!r}")
    return (time.perf_counter() - began) * 1000, (_worked(serving) - worked) * 1000


def _serving() -> list[Path]:
    """Where the system says how long each of the database's processes that serve this one has worked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND leader_pid IS NULL")
        return [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]


def _worked(serving: Sequence[Path]) -> float:
    """Processor seconds of this process and of those: what a request takes on an idle machine, or little less."""
    return time.process_time() + sum(int(path.read_text().split()[0]) for path in serving) / 1e9


def _in_turns(*things: Callable[[], object], rounds: int = 25) -> list[float]:
    spent: list[list[float]] = [[] for _ in things]
    for _ in range(rounds):
        for thing, times in zip(things, spent, strict=True):
            began = time.perf_counter()
            thing()
            times.append((time.perf_counter() - began) * 1000)
    return [median(times) for times in spent]


def _in_words(times: Sequence[tuple[float, float]]) -> str:
    clock, work = zip(*times, strict=True)
    return f"p50 {median(work):.0f} ms, p95 {_p95(work):.0f} ms; by the clock {median(clock):.0f} and {_p95(clock):.0f}"


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
