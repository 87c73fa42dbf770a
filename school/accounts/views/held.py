"""A form that was held over a sign-in: shown to its member, sent again by her, or thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from school.accounts.devices import device_of
from school.accounts.held_forms import HeldForm, held, let_go
from school.accounts.requests import MemberRequest

# What somebody wrote is shown; ids and choices would only puzzle her.
SHORTEST_WRITING = 12


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def held_form(request: MemberRequest) -> HttpResponse:
    """POST hands the form on, once."""
    form = held(request)
    if form is None:
        return redirect("progress:home")
    if not _is_hers(request, form):
        let_go(request)
        messages.info(
            request, _("What had been typed in this browser belonged to another account and was thrown away.")
        )
        return redirect("progress:home")
    if request.method != "POST":
        return render(request, "accounts/held_form.html", {"form": form, "writings": _writings(form)})
    let_go(request)
    # 307: the browser sends the same form once more, to the other address, with the token it has just been given.
    return redirect(form.path, preserve_request=True)


@login_required
@require_POST
def drop_held_form(request: MemberRequest) -> HttpResponse:
    let_go(request)
    messages.info(request, _("What you had typed is thrown away."))
    return redirect("progress:home")


def _is_hers(request: MemberRequest, form: HeldForm) -> bool:
    device = device_of(request)
    marks = {request.user.public_id, device.mark_of(request.user) if device else ""}
    return bool(form.owner) and form.owner in marks and url_has_allowed_host_and_scheme(form.path, None)


def _writings(form: HeldForm) -> list[str]:
    texts = [value.strip() for _name, value in form.fields]
    return [text for text in texts if len(text) >= SHORTEST_WRITING or not text.isascii()]
