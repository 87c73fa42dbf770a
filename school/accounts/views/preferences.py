"""Language, text size and colour scheme: one page, plain forms, for everybody."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from school.accounts.preferences import SCHEME_COOKIE, SIZE_COOKIE, Preferences, preferences_of
from school.organisation.models.member import ColourScheme, Member, TextSize

COOKIE_AGE = 365 * 24 * 3600


class PreferencesForm(forms.Form):
    text_size = forms.ChoiceField(
        label=gettext_lazy("Text size"),
        choices=TextSize.choices,
        widget=forms.RadioSelect(attrs={"data-action": "preferences#show"}),
    )
    colour_scheme = forms.ChoiceField(
        label=gettext_lazy("Light and dark"),
        choices=ColourScheme.choices,
        widget=forms.RadioSelect(attrs={"data-action": "preferences#show"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep them: on the account of a member, in this browser for somebody not signed in."""
    now = preferences_of(request)
    form = PreferencesForm(
        request.POST or None, initial={"text_size": now.text_size, "colour_scheme": now.colour_scheme}
    )
    if request.method == "POST" and form.is_valid():
        chosen = Preferences(**form.cleaned_data)
        messages.success(request, _("Your settings are saved."))
        response = redirect("accounts:preferences")
        _keep(request, response, chosen)
        return response
    status = 422 if form.is_bound else 200
    context = {"form": form, "languages": settings.LANGUAGES}
    return render(request, "accounts/preferences.html", context, status=status)


def _keep(request: HttpRequest, response: HttpResponse, chosen: Preferences) -> None:
    if isinstance(request.user, Member):
        request.user.text_size = chosen.text_size
        request.user.colour_scheme = chosen.colour_scheme
        request.user.save(update_fields=["text_size", "colour_scheme"])
    # Also in the browser, so that the sign-in page after signing out looks as chosen.
    for cookie, value in ((SIZE_COOKIE, chosen.text_size), (SCHEME_COOKIE, chosen.colour_scheme)):
        response.set_cookie(
            cookie, value, max_age=COOKIE_AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
