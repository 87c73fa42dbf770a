"""An import worked on by a process of its own, killed without warning at chosen points."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager

from django.utils import timezone

from school.importing.models import BatchState, ImportBatch
from school.importing.services.starting import begin_applying, begin_undoing, confirm_columns
from school.importing.services.working import work_on_import
from school.organisation.acting import Act
from school.organisation.models import Affiliation, Member, MemberEvent, Organisation
from tests.importing.sheets_of import delimited, started
from tests.media.killing import database_url, kill

WORK = """
import django
django.setup()
from school.importing.services import applying, checking, undoing
checking.CHUNK = 20
applying.CHUNKS = dict.fromkeys(applying.CHUNKS, 20)
undoing.CHUNKS = dict.fromkeys(undoing.CHUNKS, 20)
from school.importing.services.working import work_on_import
work_on_import(batch_id={batch_id})
"""
HEAD = ["学工号", "姓名", "所在党支部", "人员类别", "政治面貌", "入党时间", "转正时间"]
PATIENCE = 120.0
COUNTED = {
    BatchState.READING: "rows_read",
    BatchState.APPLYING: "rows_applied",
    BatchState.UNDOING: "rows_undone",
}


@contextmanager
def worker(batch: ImportBatch):
    changed = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    process = subprocess.Popen(
        [sys.executable, "-c", WORK.format(batch_id=batch.pk)], env=os.environ | changed, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kill_at(batch: ImportBatch, rows: int, chance: random.Random) -> None:
    """Let a worker come so far, then kill it a moment later; it may have finished first."""
    state = batch.state
    with worker(batch) as process:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            batch.refresh_from_db()
            if batch.state != state or getattr(batch, COUNTED[state]) >= rows:
                break
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.1))
        kill(process)
    # What a minute of waiting would do.
    ImportBatch.objects.filter(pk=batch.pk, lease_until__isnull=False).update(lease_until=timezone.now())
    batch.refresh_from_db()


def people(count: int, branch: Organisation) -> list[list[str]]:
    return [
        [f"KILL{line:05}", "王小明", branch.name, "学生", "正式党员", "2020-01-01", "2021-01-01"]
        for line in range(count)
    ]


def survive(seed: str, *, rows: int, kills: int, root: Organisation, branch: Organisation, act: Act) -> None:
    """Kill workers while they read, apply and undo; nothing is half done, nothing is done twice."""
    chance = random.Random(seed)
    everybody, events = Member.objects.count(), MemberEvent.objects.filter(undone_at=None).count()
    batch = started(delimited(HEAD, people(rows, branch)), kind="members", root=root, act=act)
    confirm_columns(batch=batch, mapping=batch.mapping, act=act)
    _finish(batch, rows, kills, chance)
    assert (batch.state, batch.rows_new, batch.rows_read) == (BatchState.CHECKED, rows, rows)
    begin_applying(batch=batch, act=act)
    _finish(batch, rows, kills, chance)
    assert (batch.state, batch.rows_applied, batch.rows_error) == (BatchState.APPLIED, rows, 0)
    arrived = Member.objects.filter(number__startswith="KILL")
    assert arrived.count() == rows
    assert Affiliation.objects.filter(member__in=arrived).count() == rows
    assert MemberEvent.objects.filter(member__in=arrived).count() == 4 * rows
    begin_undoing(batch=batch, act=act)
    _finish(batch, rows, kills, chance)
    assert (batch.state, batch.rows_undone, batch.rows_kept) == (BatchState.UNDONE, rows, 0)
    assert Member.objects.count() == everybody
    assert MemberEvent.objects.filter(undone_at=None).count() == events


def _finish(batch: ImportBatch, rows: int, kills: int, chance: random.Random) -> None:
    batch.refresh_from_db()
    state = batch.state
    for _kill in range(kills):
        if batch.state == state:
            kill_at(batch, chance.randrange(rows), chance)
    work_on_import(batch_id=batch.pk)
    batch.refresh_from_db()
