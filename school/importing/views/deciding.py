"""The weighty acts on an import: apply, take back, give up, try again. Each asks before it does."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.importing.models import ImportBatch
from school.importing.services.starting import begin_applying, begin_undoing, give_up, take_up_again
from school.importing.tasks import work_on_import
from school.importing.views.handling import act_on, batch_within_reach, offices_for
from school.organisation.acting import Act

Begin = Callable[[ImportBatch, Act], ImportBatch]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Let the clean rows into the register."""
    batch = batch_within_reach(request, batch_id)
    words = ngettext(
        "%(rows)s row goes into the register. Rows with errors stay here.",
        "%(rows)s rows go into the register. Rows with errors stay here.",
        batch.rows_to_apply,
    ) % {"rows": batch.rows_to_apply}
    return _decide(
        request,
        batch,
        _("Apply this import"),
        words,
        lambda: begin_applying(batch=batch, act=act_on(request, batch)),
        goes_on=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Take back what nobody has used since."""
    batch = batch_within_reach(request, batch_id)
    words = _(
        "What this import added is removed and what it changed is put back, unless it was changed or used since. "
        "What stays is listed with the reason."
    )
    return _decide(
        request, batch, _("Undo this import"), words, lambda: begin_undoing(batch=batch, act=act_on(request, batch))
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Give up an import of which nothing has been applied."""
    batch = batch_within_reach(request, batch_id)
    words = _("The file and what was read of it are deleted. The register stays as it is.")
    return _decide(
        request, batch, _("Give up this import"), words, lambda: give_up(batch=batch, act=act_on(request, batch))
    )


def _decide(
    request: MemberRequest,
    batch: ImportBatch,
    title: str,
    words: str,
    begin: Callable[[], ImportBatch],
    *,
    goes_on: bool = False,
) -> HttpResponse:
    """Ask, then do it; what goes on with the import is the main action, what goes back is not."""
    here = reverse("importing:batch", args=[batch.public_id])
    if request.method == "POST":
        try:
            with transaction.atomic():
                begin()
                transaction.on_commit(lambda: work_on_import.delay(batch.pk))
        except SchoolError as refused:
            messages.warning(request, refused.detail)
        return redirect(here)
    return render(
        request,
        "importing/decide.html",
        {
            "batch": batch,
            "title": title,
            "sentence": words,
            "back_url": here,
            "goes_on": goes_on,
            "offices": offices_for(request, batch),
        },
    )


@login_required
@require_POST
def retry(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Work that stopped too often is taken up again where it was."""
    batch = batch_within_reach(request, batch_id)
    with transaction.atomic():
        take_up_again(batch=batch)
        transaction.on_commit(lambda: work_on_import.delay(batch.pk))
    messages.success(request, _("The work goes on where it stopped."))
    return redirect("importing:batch", batch.public_id)
