"""The form of a question, wherever it is written: in a quiz, in a bank, or for a timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from quizzes.errors import QuestionInvalid
from quizzes.forms.questions import FIRST_ROWS, FORMS, MORE_ROWS, QuestionForm
from quizzes.models import QuestionVersion
from school.accounts.requests import MemberRequest


def form_of(
    request: MemberRequest, kind: str, initial: dict[str, Any] | None = None, *, marks: bool = True
) -> QuestionForm:
    """Unbound to begin with; bound when posted; unbound with what was typed when more rows are asked for."""
    form = _form(request, kind, initial)
    if not marks:
        del form.fields["max_mark"]
    return form


def initial_of(version: QuestionVersion) -> dict[str, Any]:
    """The fields that show this version again."""
    shown = {"stem": version.stem, "explanation": version.explanation, "source": version.source}
    return shown | FORMS[version.question.kind].initial_of(version.typed_content())


def was_written(form: QuestionForm, write: Callable[[], object]) -> bool:
    """Whether it was written; the form then carries every problem in words."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            write()
    except QuestionInvalid as error:
        for problem in error.problems:
            form.add_error(None, problem)
        return False
    return True


def written(form: QuestionForm) -> dict[str, Any]:
    """What the services of authoring take."""
    return {
        "content": form.content(),
        **{name: form.cleaned_data[name] for name in ("stem", "explanation", "source")},
    }


def chosen_option(form: QuestionForm) -> str:
    """For the template: the number of the right option of a single choice."""
    return str(form["right"].value() or "") if form.kind == "single" else ""


def _form(request: MemberRequest, kind: str, initial: dict[str, Any] | None) -> QuestionForm:
    form_class = FORMS[kind]
    if request.method != "POST":
        filled = sum(1 for name in initial or {} if name.startswith("text_"))
        return form_class(initial=initial, rows=max(FIRST_ROWS, filled))
    posted_rows = request.POST.get("rows", "")
    rows = int(posted_rows) if posted_rows.isdecimal() and len(posted_rows) < 4 else FIRST_ROWS
    if "more" in request.POST:
        return form_class(initial=request.POST.dict(), rows=rows + MORE_ROWS)
    return form_class(request.POST, rows=rows)
