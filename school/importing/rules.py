"""What the dates of one member must agree on (DOMAIN §1.3, §1.10). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from school.importing import identity
from school.importing.findings import Finding

GROWN_UP: Final = 18
STEPS: Final = ("applied_on", "activist_on", "candidate_on", "joined_on", "full_on")
"""申请 ≤ 积极分子 ≤ 发展对象 ≤ 入党 < 转正."""
STAGE_OF_STEP: Final = {
    "applied_on": "applicant",
    "activist_on": "activist",
    "candidate_on": "candidate",
    "joined_on": "probationary",
    "full_on": "full",
}
STEP_OF_STAGE: Final = {stage: step for step, stage in STAGE_OF_STEP.items()}
_ORDER = tuple(STAGE_OF_STEP.values())


def check_dates(dates: Mapping[str, date], *, today: date, stage: str = "", number: str = "") -> list[Finding]:
    """Everything the dates disagree on. `dates` by field; `number` is an ID number whose check digit is right."""
    findings = [
        Finding(column, "date-in-future", {"date": day.isoformat()})
        for column, day in dates.items()
        if day > today and column != "ends_on"
    ]
    birth = dates.get("birth_on")
    if number and birth and identity.birth_date(number) != birth:
        findings.append(Finding("birth_on", "birth-not-identity"))
    return [
        *findings,
        *_out_of_order(dates),
        *_too_young(dates, birth or (identity.birth_date(number) if number else None)),
        *_behind(dates, stage),
    ]


def _out_of_order(dates: Mapping[str, date]) -> list[Finding]:
    """Each step against the nearest earlier one that is known."""
    known = [(step, dates[step]) for step in STEPS if step in dates]
    findings = []
    for (earlier, first), (later, second) in pairwise(known):
        is_wrong = second <= first if (earlier, later) == ("joined_on", "full_on") else second < first
        if is_wrong:
            findings.append(
                Finding(
                    later, "date-order", {"date": second.isoformat(), "other": earlier, "earlier": first.isoformat()}
                )
            )
    return findings


def _too_young(dates: Mapping[str, date], birth: date | None) -> list[Finding]:
    """Nobody applies before the eighteenth birthday; where no application is known, the first step counts."""
    first = next((step for step in STEPS if step in dates), None)
    if birth is None or first is None or age_on(birth, dates[first]) >= GROWN_UP:
        return []
    return [Finding(first, "too-young", {"date": dates[first].isoformat(), "age": str(age_on(birth, dates[first]))})]


def age_on(birth: date, day: date) -> int:
    """Completed years; who is born on 29 February completes them on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _behind(dates: Mapping[str, date], stage: str) -> list[Finding]:
    """A date for a step that the stage has not reached."""
    reached = stage_of(dates)
    if not stage or not reached or _ORDER.index(reached) <= _ORDER.index(stage):
        return []
    return [Finding("stage", "stage-behind-dates", {"step": STEP_OF_STAGE[reached]})]


def stage_of(dates: Mapping[str, date]) -> str:
    """The furthest stage that has a date, empty when none has."""
    return next((STAGE_OF_STEP[step] for step in reversed(STEPS) if step in dates), "")
