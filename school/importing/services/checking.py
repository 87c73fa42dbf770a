"""The dry run: the file is read in chunks, every line is judged against the register, nothing in it is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Final

from django.db import transaction
from django.utils import timezone

from school.importing.errors import FileEmpty, FileUnfit
from school.importing.interpreting import Reading, Vocabularies, interpret, is_note
from school.importing.models import BatchState, FileKey, ImportBatch, ImportRow, Verdict
from school.importing.pace import Pace
from school.importing.planning.choosing import left_out, planner_for
from school.importing.planning.judged import Judged, Planner
from school.importing.planning.vocabularies import vocabularies
from school.importing.services.claiming import Claim, advance, finish
from school.importing.services.starting import drop_file
from school.importing.services.storing import on_disk
from school.importing.sheets.limits import ROWS
from school.importing.sheets.reading import read_lines

Clock = Callable[[], datetime]
CHUNK: Final = 500
_COUNTERS: Final = {
    Verdict.NEW: "rows_new",
    Verdict.CHANGED: "rows_changed",
    Verdict.SAME: "rows_same",
    Verdict.ERROR: "rows_error",
}


def check_batch(*, claimed: Claim[ImportBatch], clock: Clock = timezone.now) -> ImportBatch:
    """Read and judge all lines that have not been judged yet.

    Takes minutes for a large file, so it reads a clock to say that it is alive. Raises LeaseLost.
    """
    batch = claimed.work
    if batch.file is None:
        finish(claimed=claimed, state=BatchState.FAILED, failure=FileEmpty.code, ended_at=clock())
        return batch
    with on_disk(file=batch.file) as path:
        reader = _Reader(batch, path)
        try:
            _check_all(claimed, reader, clock)
        except FileUnfit as unfit:
            facts = {name: str(value) for name, value in unfit.facts.items()}
            with transaction.atomic():
                finish(
                    claimed=claimed, state=BatchState.FAILED, failure=unfit.code, failure_facts=facts, ended_at=clock()
                )
                batch.rows.all().delete()
                batch.keys.all().delete()
                drop_file(batch=batch)
    return batch


class _Reader:
    """The file's lines as readings; each pass begins anew."""

    def __init__(self, batch: ImportBatch, path: Path) -> None:
        self.batch = batch
        self.path = path
        self.words: Vocabularies = vocabularies()
        self.left_out = left_out(batch)

    def readings(self, *, after: int = 0) -> Iterator[Reading]:
        """Readings of the lines beyond that line number."""
        batch = self.batch
        for line in read_lines(self.path, batch.format, most_rows=ROWS[batch.kind]):
            if line.number > max(after, batch.header_row) and not is_note(line):
                yield interpret(batch.kind, line, batch.mapping, self.words, leave_out=self.left_out)


def _check_all(claimed: Claim[ImportBatch], reader: _Reader, clock: Clock) -> None:
    batch = claimed.work
    planner = planner_for(batch, at=clock())
    if planner.needs_first_look:
        for reading in reader.readings():
            planner.first_look(reading)
    last = batch.rows.order_by("-number").values_list("number", flat=True).first() or 0
    readings = reader.readings(after=last)
    pace = Pace(CHUNK)
    while chunk := list(islice(readings, pace.rows)):
        _check_chunk(claimed, planner, chunk, pace, at=clock())
    if not batch.rows_read:
        raise FileEmpty
    with transaction.atomic():
        batch.keys.all().delete()
        drop_file(batch=batch)
        finish(claimed=claimed, state=BatchState.CHECKED, checked_at=clock(), rows_expected=batch.rows_read)


def _check_chunk(
    claimed: Claim[ImportBatch], planner: Planner, chunk: list[Reading], pace: Pace, *, at: datetime
) -> None:
    """Judge outside the transaction, so that the write lock is held for the writing alone."""
    batch = claimed.work
    fresh = _find_repeats(batch, planner, chunk)
    judged = planner.judge(chunk)
    tally = Counter(one.verdict for one in judged)
    began = perf_counter()
    with transaction.atomic():
        counters = {_COUNTERS[verdict]: getattr(batch, _COUNTERS[verdict]) + tally[verdict] for verdict in _COUNTERS}
        advance(claimed=claimed, at=at, rows_read=batch.rows_read + len(chunk), **counters)
        FileKey.objects.bulk_create(fresh, batch_size=CHUNK)
        ImportRow.objects.bulk_create([_row(batch, one) for one in judged], batch_size=CHUNK)
    note_hold(batch=batch, pace=pace, began=began)


def note_hold(*, batch: ImportBatch, pace: Pace, began: float) -> None:
    """Fit the next chunk to what this one took, and remember the longest transaction, in milliseconds."""
    seconds = perf_counter() - began
    pace.note(seconds)
    held = round(seconds * 1000)
    if held > batch.longest_write_ms:
        batch.longest_write_ms = held
        ImportBatch.objects.filter(pk=batch.pk).update(longest_write_ms=held)


def _find_repeats(batch: ImportBatch, planner: Planner, chunk: list[Reading]) -> list[FileKey]:
    """Blame values that stood on an earlier line; the keys that this chunk adds."""
    unique = [(reading, planner.unique_values(reading)) for reading in chunk]
    wanted = {value for _reading, values in unique for value in values.values()}
    seen = {
        (field, value): number
        for field, value, number in FileKey.objects.filter(batch=batch, value__in=wanted).values_list(
            "field", "value", "number"
        )
    }
    fresh: dict[tuple[str, str], FileKey] = {}
    for reading, values in unique:
        for field, value in values.items():
            key = (field, value)
            if key in seen:
                reading.blame(field, "twice-in-file", row=str(seen[key]))
                # The same person twice: that her phone stands twice too goes without saying.
                break
            seen[key] = reading.number
            fresh[key] = FileKey(batch=batch, field=field, value=value, number=reading.number)
    return list(fresh.values())


def _row(batch: ImportBatch, judged: Judged) -> ImportRow:
    reading = judged.reading
    is_error = judged.verdict == Verdict.ERROR
    return ImportRow(
        batch=batch,
        number=reading.number,
        rank=judged.rank,
        verdict=judged.verdict,
        title=judged.title,
        data=reading.data,
        errors=[finding.plain() for finding in reading.findings],
        before={} if is_error else judged.before,
        after={} if is_error else judged.after,
        target="" if is_error else judged.target,
    )
