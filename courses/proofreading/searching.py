"""The checks at work: everything they find in a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from courses.freezing import FrozenDraft
from courses.models import Course, LectureRevision
from courses.policies import CHECK_LINKS, MEMBER_NUMBERS
from courses.proofreading.findings import Fault, Finding, key_of
from courses.proofreading.headings import skipped_headings
from courses.proofreading.html_text import pictures_untold
from courses.proofreading.links import failing_addresses
from courses.proofreading.number_patterns import pattern_of
from courses.proofreading.passages import Passage, passages_of
from courses.proofreading.personal_data import find_personal_data, masked
from courses.slides import SLIDES, pages_of
from courses.standard_kinds import ARTICLE
from media.models import Caption
from school.discussion.words import find_words
from school.policies.reading import policy

AROUND = 16
"""Characters shown on both sides of what was found."""


def findings_in(draft: FrozenDraft) -> tuple[Finding, ...]:
    """Everything found in this draft, in the order of the course; the same thing twice in a lecture is found once."""
    passages = passages_of(draft)
    failing = failing_addresses(passages) if policy(CHECK_LINKS) else {}
    numbers = pattern_of(policy(MEMBER_NUMBERS))
    found: list[Finding] = []
    for passage in passages:
        hits = find_personal_data(passage.text, member_number=numbers)
        found += [_personal(passage, Fault(hit.kind), hit.start, hit.end) for hit in hits]
        found += _listed_words(passage)
        found += _failing_links(passage, failing)
        found += _skipped_headings(passage)
        found += _untold_pictures(passage)
    found += _missing_parts(draft.lectures)
    order = {row.lecture.public_id: place for place, row in enumerate(draft.lectures)}
    once: dict[str, Finding] = {}
    for finding in found:
        once.setdefault(finding.key, finding)
    return tuple(sorted(once.values(), key=lambda finding: order.get(finding.lecture, -1)))


def unexplained(findings: tuple[Finding, ...], *, course: Course) -> list[Finding]:
    """Those that nobody has given a reason to keep."""
    kept = set(course.kept_findings.values_list("key", flat=True))
    return [finding for finding in findings if finding.key not in kept]


def _personal(passage: Passage, fault: Fault, start: int, end: int) -> Finding:
    value = passage.text[start:end]
    key = key_of(fault, passage.lecture, value)
    before, after = _around(passage.text, start, end)
    return Finding(fault, passage.lecture, passage.title, passage.anchor, key, masked(value), before, after)


def _listed_words(passage: Passage) -> Iterator[Finding]:
    for hit in find_words(passage.text):
        said = passage.text[hit.start : hit.end]
        key = key_of(Fault.LISTED_WORD, passage.lecture, hit.word)
        around = _around(passage.text, hit.start, hit.end)
        yield Finding(
            Fault.LISTED_WORD, passage.lecture, passage.title, passage.anchor, key, said, *around, advice=hit.advice
        )


def _failing_links(passage: Passage, failing: Mapping[str, Fault]) -> Iterator[Finding]:
    for address in passage.links:
        if address in failing:
            key = key_of(failing[address], passage.lecture, address)
            yield Finding(failing[address], passage.lecture, passage.title, passage.anchor, key, address)


def _skipped_headings(passage: Passage) -> Iterator[Finding]:
    # Pages of slides have no headings of their own; sections of an article begin at the second level.
    for skipped in skipped_headings(passage.html):
        key = key_of(Fault.HEADING_SKIPPED, passage.lecture, skipped.title)
        yield Finding(Fault.HEADING_SKIPPED, passage.lecture, passage.title, passage.anchor, key, skipped.title)


def _untold_pictures(passage: Passage) -> Iterator[Finding]:
    for address in pictures_untold(passage.html):
        key = key_of(Fault.NO_ALT, passage.lecture, address)
        yield Finding(Fault.NO_ALT, passage.lecture, passage.title, passage.anchor, key)


def _missing_parts(lectures: tuple[LectureRevision, ...]) -> Iterator[Finding]:
    assets = [row.asset for row in lectures if row.asset is not None]
    captioned = set(Caption.objects.published().filter(asset__in=assets).values_list("asset", flat=True))
    for row in lectures:
        lecture = row.lecture.public_id
        if row.asset_id is not None and row.kind != ARTICLE and row.asset_id not in captioned:
            key = key_of(Fault.NO_CAPTIONS, lecture, str(row.asset_id))
            yield Finding(Fault.NO_CAPTIONS, lecture, row.title, "captions", key)
        for page in pages_of(row.deck) if row.kind == SLIDES else []:
            if not page.is_told:
                key = key_of(Fault.UNTOLD_PAGE, lecture, str(page.number))
                yield Finding(Fault.UNTOLD_PAGE, lecture, row.title, f"page-{page.number}", key)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after, on one line."""
    return (
        " ".join(text[max(0, start - AROUND) : start].rsplit("\n", maxsplit=1)[-1].split()),
        " ".join(text[end : end + AROUND].split("\n", maxsplit=1)[0].split()),
    )
