"""The reference shows the registry as it is."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "personal-data.md"


def test_the_table_is_the_registrys():
    out = StringIO()
    call_command("personal_data_table", stdout=out)
    text = PAGE.read_text(encoding="utf-8")
    written = text.partition("<!-- table -->\n")[2].partition("\n<!-- end -->")[0]
    assert written == out.getvalue().strip(), "run: manage.py personal_data_table"
