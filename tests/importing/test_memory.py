"""Fifty thousand rows take no more memory than ten thousand: both formats are read line by line, chunk by chunk."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

FEW, MANY = 10_000, 50_000
ROOM_BYTES = 12 * 1024 * 1024
"""What five times as many rows may take in addition: noise of the allocator, and eight bytes a shared text."""

MEASURE = """
import json, re, sys
from pathlib import Path
import django
django.setup()
from school.importing.fields import FIELDS
from school.importing.interpreting import interpret
from school.importing.sheets.reading import read_lines
from school.importing.sheets.writing import write_sheet
from school.importing.vocabulary import WORDS, lookup

path, kind, rows = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
fields = FIELDS["members"]
words = {choices: lookup(choices) for choices in WORDS}

def row(line):
    said = {"number": f"YQ{line:08}", "name": "王小明", "organisation": "经管第二党支部", "category": "学生",
            "stage": "正式党员", "phone": f"139{line:08}",
            "email": f"somebody.{line}@example.org", "joined_on": "2020-05-04"}
    return [said.get(field.code, "") for field in fields]

write_sheet(path, kind, title="x", head=[str(field.label) for field in fields], rows=map(row, range(rows)))
mapping = {field.code: position for position, field in enumerate(fields)}
read = 0
for line in read_lines(path, kind, most_rows=100_000):
    read += not interpret("members", line, mapping, words, leave_out=frozenset()).findings
# Not ru_maxrss, which begins with the size of the process that started this one.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps({"read": read, "peak": int(peak[1]) * 1024}))
"""


def peak(folder, kind: str, rows: int) -> int:
    """Peak memory of a process that writes and reads so many rows."""
    printed = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder / f"{rows}.{kind}"), kind, str(rows)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    told = json.loads(printed.splitlines()[-1])
    # The headings are a line too, and no line of members.
    assert told["read"] == rows
    return told["peak"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_file(tmp_path, kind):
    grown = peak(tmp_path, kind, MANY) - peak(tmp_path, kind, FEW)
    print(f"{kind}: {grown / 1024 / 1024:.1f} MB more for {MANY - FEW} more rows")
    assert grown < ROOM_BYTES
