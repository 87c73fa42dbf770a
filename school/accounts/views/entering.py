"""Coming in with a code or a link: prove it, choose a password, and be signed in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.errors import EntryOver
from school.accounts.forms.entering import EntryCodeForm, NewPasswordForm
from school.accounts.models import ApiToken
from school.accounts.passwords import rules_in_words
from school.accounts.purpose import notice_in_words
from school.accounts.requests import AnybodysRequest
from school.accounts.services.acknowledging import acknowledge, notice_is_due
from school.accounts.services.entering import (
    Entry,
    EntryKind,
    enter,
    entry_of_code,
    entry_of_invitation_link,
    entry_of_mail,
    entry_still_open,
)
from school.accounts.services.lockout import count_in_network, take_turn
from school.accounts.throttling import network_of
from school.accounts.waiting import please_wait
from school.policies.reading import policy

SESSION_KEY = "entry"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def enter_code(request: AnybodysRequest) -> HttpResponse:
    """Type the code of an invitation or a slip. Wrong codes count against the network, which can then only queue."""
    form = EntryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        network = network_of(get_adapter().get_client_ip(request))
        turn = take_turn(network=network, at=request.at)
        entry = None if turn else entry_of_code(code=form.cleaned_data["code"], at=request.at)
        if entry is not None:
            return _go_on(request, entry)
        if turn:
            form.add_error(None, please_wait(turn, at=request.at))
        else:
            count_in_network(network=network, at=request.at)
            form.add_error(
                "code",
                _("This code opens nothing: it may be mistyped, used already, replaced by a newer one, or run out."),
            )
    status = 422 if form.is_bound else 200
    return render(request, "accounts/enter_code.html", {"form": form}, status=status)


@never_cache
@require_safe
def open_invitation(request: AnybodysRequest, token: str) -> HttpResponse:
    """The link of an invitation. It is only read here, since mail programs open links by themselves."""
    entry = entry_of_invitation_link(token=token, at=request.at)
    if entry is None:
        raise EntryOver
    return _go_on(request, entry)


def _go_on(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Keep the entry in the session, so that its secret leaves the address bar."""
    request.session[SESSION_KEY] = [entry.kind.value, entry.key]
    return redirect("recovery:new_password")


def go_on_from_mail(request: AnybodysRequest, token: str) -> HttpResponse:
    """The same for the link of a mail.

    Raises:
        EntryOver: it was used, or ran out.
    """
    entry = entry_of_mail(token=token, at=request.at)
    if entry is None:
        raise EntryOver
    return _go_on(request, entry)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
def new_password(request: AnybodysRequest) -> HttpResponse:
    """Whoever came in with a code or link sees whose account it is and chooses its password."""
    kept = request.session.get(SESSION_KEY)
    entry = entry_still_open(kind=kept[0], key=kept[1], at=request.at) if kept else None
    if entry is None:
        raise EntryOver
    with_notice = notice_is_due(member=entry.member)
    form = NewPasswordForm(entry.member, request.POST or None, notice=with_notice)
    if request.method == "POST" and form.is_valid():
        return _come_in(request, entry, form.cleaned_data["password"], read=with_notice)
    context = {
        "form": form,
        "member": entry.member,
        "invited": entry.kind == EntryKind.INVITATION,
        "rules": rules_in_words(),
        "least": policy("accounts.password_length"),
        "long": policy("accounts.passphrase_length"),
        "notice": notice_in_words() if with_notice else None,
    }
    return render(request, "accounts/new_password.html", context, status=422 if form.is_bound else 200)


def _come_in(request: AnybodysRequest, entry: Entry, password: str, *, read: bool) -> HttpResponse:
    member = enter(entry=entry, password=password, at=request.at)
    if read:
        acknowledge(member=member, at=request.at)
    request.session.flush()
    keys = ApiToken.objects.filter(member=member, revoked_at__isnull=True, expires_at__gt=request.at).count()
    if entry.kind != EntryKind.INVITATION:
        messages.success(request, _("Your new password holds. Every other sign-in of yours has ended."))
    if keys:
        messages.warning(
            request, _("Your keys for programs still work. Please look in the settings whether you know them all.")
        )
    record_authentication(request, member, method="password")
    # Through allauth, so that a second factor is still asked for.
    response: HttpResponse = perform_login(request, Login(user=member, redirect_url=settings.LOGIN_REDIRECT_URL))
    return response
