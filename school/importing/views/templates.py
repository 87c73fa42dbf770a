"""The templates that people fill in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.importing.models import BatchKind
from school.importing.templating import write_template
from school.importing.views.batch import workbook_response
from school.importing.views.handling import require_importer
from school.policies.reading import policy


@require_safe
@login_required
def template(request: MemberRequest, kind: str, format_name: str) -> HttpResponse:
    """An empty sheet with headings, an example and the words that may stand where."""
    require_importer(request)
    if kind not in BatchKind.values or format_name not in {"xlsx", "csv"}:
        raise NotFound
    with tempfile.TemporaryDirectory(prefix="school-template-") as folder:
        path = Path(folder) / "sheet"
        write_template(path, kind, format_name, with_identity=policy("organisation.identity_matching"))
        return workbook_response(path.read_bytes(), f"{kind}.{format_name}")
