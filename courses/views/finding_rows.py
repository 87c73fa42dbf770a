"""Findings of the automatic checks as rows: what, where, and the reason why it stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from courses.models import Course, Lecture
from courses.proofreading.findings import Fault, Finding


@dataclass(frozen=True)
class FindingRow:
    """`url` is where it is mended; `reason` is empty while it is open, `kept_by` says whose reason it is."""

    finding: Finding
    url: str
    reason: str
    kept_by: str


def rows_of_findings(course: Course, findings: Iterable[Finding]) -> list[FindingRow]:
    """Open ones first. Two queries."""
    found = list(findings)
    reasons = {kept.key: kept for kept in course.kept_findings.select_related("kept_by")}
    assets = _assets_of(found)
    rows = []
    for finding in found:
        kept = reasons.get(finding.key)
        rows.append(
            FindingRow(
                finding,
                _url(course, finding, assets),
                kept.reason if kept else "",
                kept.kept_by.name if kept else "",
            )
        )
    return sorted(rows, key=lambda row: bool(row.reason))


def _assets_of(findings: list[Finding]) -> dict[str, str]:
    """Of lectures whose captions are missing: lecture → its recording, by public ids."""
    wanted = {finding.lecture for finding in findings if finding.anchor == "captions"}
    if not wanted:
        return {}
    return dict(Lecture.objects.filter(public_id__in=wanted).values_list("public_id", "asset__public_id"))


def _url(course: Course, finding: Finding, assets: dict[str, str]) -> str:
    if not finding.lecture:
        return reverse("courses:about_course", args=[course.public_id])
    if finding.anchor == "captions" and assets.get(finding.lecture):
        return reverse("media:asset", args=[assets[finding.lecture]])
    if finding.fault == Fault.UNTOLD_PAGE:
        return reverse("courses:describe_pages", args=[finding.lecture])
    return reverse("courses:edit_lecture", args=[finding.lecture])
