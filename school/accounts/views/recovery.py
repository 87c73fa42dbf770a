"""A forgotten password: by mail, or by asking the secretary. What is answered never says whether the name exists."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.forms.entering import NameForm
from school.accounts.requests import AnybodysRequest
from school.accounts.services.recovering import ask_for_mail, ask_secretary
from school.accounts.throttling import network_of
from school.accounts.views.entering import go_on_from_mail
from school.accounts.waiting import please_wait
from school.policies.reading import policy


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: AnybodysRequest) -> HttpResponse:
    """Ask for a link by mail."""
    form = NameForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        verdict = ask_for_mail(name=form.cleaned_data["name"], network=_network(request), at=request.at)
        sent = verdict.wait_until is None
        if verdict.wait_until is not None:
            form.add_error(None, please_wait(verdict.wait_until, at=request.at))
    context = {
        "form": form,
        "sent": sent,
        "minutes": policy("accounts.reset_minutes"),
        "contact": policy("accounts.help_contact"),
    }
    return render(request, "accounts/forgotten.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def secretary(request: AnybodysRequest) -> HttpResponse:
    """Ask the secretary of one's own branch; she gets a task, and the slip is given by hand."""
    form = NameForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        verdict = ask_secretary(name=form.cleaned_data["name"], network=_network(request), at=request.at)
        sent = verdict.wait_until is None
        if verdict.wait_until is not None:
            form.add_error(None, please_wait(verdict.wait_until, at=request.at))
    context = {"form": form, "sent": sent, "title": _("Ask your secretary"), "contact": policy("accounts.help_contact")}
    return render(request, "accounts/ask_secretary.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def open_mail(request: AnybodysRequest, token: str) -> HttpResponse:
    """The link of the mail. It is only read here, since mail programs open links by themselves."""
    return go_on_from_mail(request, token)


def _network(request: AnybodysRequest) -> str:
    return network_of(get_adapter().get_client_ip(request))
