"""Puts the times of captions right: order, overlaps, ends before beginnings, the end of the recording. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from media.captions.cues import Captions, Cue
from media.captions.findings import Fault, Finding
from media.captions.plain import plain_text
from media.captions.reading import Reading
from media.captions.stamps import stamp

SHORTEST_MS: Final = 1000
"""A caption without length is shown a second, if there is room."""
MOST_CUES: Final = 20_000

Placed = tuple[Cue, int]


def mend(reading: Reading, *, duration_ms: int | None, may_overlap: bool) -> Reading:
    """The reading with its times put right. `may_overlap`: WebVTT lets captions be shown together, SubRip does not."""
    findings = list(reading.findings)
    placed = list(zip(reading.captions.cues, reading.lines, strict=True))
    if len(placed) > MOST_CUES:
        return replace(reading, findings=(*findings, Finding(Fault.TOO_MANY)))
    placed = _with_text(placed, findings)
    placed = _sorted(_forward(placed, findings), findings)
    placed = _once(placed, findings)
    if duration_ms:
        placed = _within(placed, duration_ms, findings)
    placed = _with_length(placed if may_overlap else _apart(placed, findings), findings)
    if not placed and not any(finding.refused for finding in findings):
        findings.append(Finding(Fault.NOTHING))
    captions = Captions(tuple(cue for cue, _ in placed), reading.captions.styles, reading.captions.regions)
    findings.sort(key=lambda finding: finding.line)
    return Reading(captions, tuple(line for _, line in placed), tuple(findings))


def _with_text(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    findings += [Finding(Fault.EMPTY_CUE, line) for cue, line in placed if not plain_text(cue.text)]
    return [(cue, line) for cue, line in placed if plain_text(cue.text)]


def _forward(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    mended = []
    for cue, line in placed:
        if cue.end < cue.start:
            findings.append(Finding(Fault.REVERSED, line, f"{stamp(cue.start)} → {stamp(cue.end)}"))
            mended.append((replace(cue, start=cue.end, end=cue.start), line))
        else:
            mended.append((cue, line))
    return mended


def _sorted(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    latest = 0
    for cue, line in placed:
        if cue.start < latest:
            findings.append(Finding(Fault.ORDER, line))
        latest = max(latest, cue.start)
    return sorted(placed, key=lambda each: each[0].start)


def _once(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    kept: list[Placed] = []
    for cue, line in placed:
        if kept and replace(cue, identifier="") == replace(kept[-1][0], identifier=""):
            findings.append(Finding(Fault.REPEATED, line))
        else:
            kept.append((cue, line))
    return kept


def _within(placed: list[Placed], duration_ms: int, findings: list[Finding]) -> list[Placed]:
    kept: list[Placed] = []
    for cue, line in placed:
        if cue.start >= duration_ms:
            findings.append(Finding(Fault.STARTS_BEYOND, line, plain_text(cue.text)))
        elif cue.end > duration_ms:
            findings.append(Finding(Fault.BEYOND_END, line, became=stamp(duration_ms)))
            kept.append((replace(cue, end=duration_ms), line))
        else:
            kept.append((cue, line))
    if len(kept) * 2 < len(placed):
        findings.append(Finding(Fault.WRONG_RECORDING))
    return kept


def _apart(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    mended = []
    for number, (cue, line) in enumerate(placed):
        begins = placed[number + 1][0].start if number + 1 < len(placed) else cue.end
        if cue.start < begins < cue.end:
            findings.append(Finding(Fault.OVERLAP, line, became=stamp(begins)))
            mended.append((replace(cue, end=begins), line))
        else:
            mended.append((cue, line))
    return mended


def _with_length(placed: list[Placed], findings: list[Finding]) -> list[Placed]:
    mended = []
    for number, (cue, line) in enumerate(placed):
        end = cue.end
        if cue.end == cue.start:
            following = placed[number + 1][0].start if number + 1 < len(placed) else cue.start + SHORTEST_MS
            end = min(cue.start + SHORTEST_MS, following) if following > cue.start else cue.start + SHORTEST_MS
            findings.append(Finding(Fault.NO_LENGTH, line, became=stamp(end)))
        mended.append((replace(cue, end=end), line))
    return mended
