"""Findings of the automatic checks that an author keeps, with a reason that reviewers read."""

from __future__ import annotations

from django.db import transaction

from courses.models import Course, KeptFinding
from courses.proofreading.findings import Finding
from school.errors import Invalid
from school.organisation.acting import Act


@transaction.atomic
def keep_finding(*, course: Course, finding: Finding, reason: str, act: Act) -> KeptFinding:
    """Say why it stays; a new reason takes the place of an older one. Raises Invalid without a reason."""
    if not reason.strip() or act.member is None:
        raise Invalid
    kept, _created = KeptFinding.objects.update_or_create(
        course=course,
        key=finding.key,
        defaults={
            "kind": finding.fault,
            "excerpt": finding.excerpt[:200],
            "reason": reason.strip()[:300],
            "kept_by": act.member,
            "kept_at": act.at,
        },
    )
    act.record(
        "course.finding_kept",
        subject_kind="course",
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details={"finding": str(finding.fault), "why": kept.reason},
    )
    return kept


@transaction.atomic
def drop_reason(*, course: Course, key: str) -> int:
    """It is to be mended after all; how many reasons were there."""
    return KeptFinding.objects.filter(course=course, key=key).delete()[0]
