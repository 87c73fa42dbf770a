"""How fast fifty thousand members come into the register, in how much memory, and how long the write lock is held."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - the set-up comes first
from django.utils import timezone  # noqa: E402

from school.importing.fields import FIELDS  # noqa: E402
from school.importing.models import ImportBatch  # noqa: E402
from school.importing.services.starting import begin_applying, confirm_columns, start_import  # noqa: E402
from school.importing.services.storing import file_chunks  # noqa: E402
from school.importing.services.working import work_on_import  # noqa: E402
from school.importing.sheets.writing import write_sheet  # noqa: E402
from school.organisation.acting import Act  # noqa: E402
from school.organisation.models import Organisation  # noqa: E402
from school.organisation.services.founding import found_organisation  # noqa: E402
from school.organisation.services.kinds import install_kinds  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

PEOPLE, BRANCHES = 50_000, 250
LONGEST_LOCK_MS = 2000


def main() -> None:
    """One xlsx with twelve columns, all rows new."""
    root, branches = _tree()
    act = Act(member=None, at=timezone.now(), reason="benchmark")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet"
        _write(path, branches)
        before = _peak_bytes()
        began = time.perf_counter()
        batch = start_import(
            kind="members", organisation=root, file_name="people.xlsx", chunks=file_chunks(path=path), act=act
        )
        confirm_columns(batch=batch, mapping=batch.mapping, act=act)
        work_on_import(batch_id=batch.pk)
        checked = time.perf_counter()
        begin_applying(batch=ImportBatch.objects.get(pk=batch.pk), act=act)
        work_on_import(batch_id=batch.pk)
        applied = time.perf_counter()
    batch.refresh_from_db()
    if batch.rows_applied != PEOPLE:
        raise RuntimeError(f"only {batch.rows_applied} rows arrived")
    on = connection.vendor
    Row(f"import: rows checked a second ({on})", f"{PEOPLE / (checked - began):.0f}").hand_in()
    Row(f"import: rows applied a second ({on})", f"{PEOPLE / (applied - checked):.0f}").hand_in()
    Row(f"import: peak memory added by 50,000 rows ({on})", f"{(_peak_bytes() - before) / 2**20:.0f} MB").hand_in()
    Row(
        f"import: longest transaction ({on})",
        f"{batch.longest_write_ms} ms",
        f"≤ {LONGEST_LOCK_MS} ms",
        batch.longest_write_ms <= LONGEST_LOCK_MS,
    ).hand_in()


def _tree() -> tuple[Organisation, list[Organisation]]:
    """The college, or a new one where nothing is seeded, with branches of their own."""
    install_kinds()
    root = Organisation.objects.filter(parent=None).first() or found_organisation(
        parent=None, kind="committee", name="党委"
    )
    return root, [
        found_organisation(parent=root, kind="branch", name=f"第{number}测试党支部") for number in range(BRANCHES)
    ]


def _write(path: Path, branches: list[Organisation]) -> None:
    fields = [field for field in FIELDS["members"] if field.code not in {"since", "status", "birth_on", "identity"}]

    def row(line: int) -> list[str]:
        said = {
            "number": f"BENCH{line:07}",
            "name": "王小明",
            "organisation": branches[line % BRANCHES].name,
            "category": "学生",
            "stage": "正式党员",
            "applied_on": "2020年9月1日",
            "activist_on": "2021.3.1",
            "candidate_on": "2022-04-01",
            "joined_on": "2022/12/01",
            "full_on": "20231202",
            "phone": f"136{line:08}",
            "email": f"bench.{line}@example.org",
        }
        return [said[field.code] for field in fields]

    head = [str(field.label) for field in fields]
    write_sheet(path, "xlsx", title="members", head=head, rows=map(row, range(PEOPLE)))


def _peak_bytes() -> int:
    """The most memory this process ever had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main()
