"""The operator's word list: search, add, change, take off, bring in and take out as a list, and try a text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.administration.entering import act_of, only_with
from school.administration.rooms import rooms_of
from school.discussion.errors import WordListed, WordListUnreadable
from school.discussion.forms.word_list import ListForm, WordForm
from school.discussion.models import WordAction, WordListEntry
from school.discussion.services.word_list import drop_word, keep_word, take_list, written_list
from school.discussion.words import find_words
from school.errors import NotFound
from school.organisation.authority import Right

A_PAGE = 50
LONGEST_TRIAL = 5000
SECURITY = Right.ADMINISTER_SECURITY


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(SECURITY)
def words(request: MemberRequest) -> HttpResponse:
    """The list, and a text to try it on; what is tried is kept nowhere."""
    search, action = request.GET.get("search", "").strip()[:60], request.GET.get("action", "")
    rows = WordListEntry.objects.telling(search).doing(action)
    trial = request.POST.get("text", "")[:LONGEST_TRIAL]
    context = {
        "rooms": rooms_of(request.authority, "words"),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "action": action,
        "actions": WordAction.choices,
        "query": urlencode({name: value for name, value in (("search", search), ("action", action)) if value}),
        "trial": trial,
        "tried": request.method == "POST",
        "found": [(each, WordAction(each.action).label, trial[each.start : each.end]) for each in find_words(trial)],
    }
    return render(request, "discussion/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(SECURITY)
def new_word(request: MemberRequest) -> HttpResponse:
    return _word_page(request, WordListEntry())


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(SECURITY)
def word(request: MemberRequest, word_id: str) -> HttpResponse:
    return _word_page(request, _entry(word_id))


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(SECURITY)
def drop(request: MemberRequest, word_id: str) -> HttpResponse:
    """Take a word off the list, after a look at what that means."""
    entry = _entry(word_id)
    if request.method == "POST":
        drop_word(entry=entry, act=act_of(request, SECURITY))
        messages.success(request, _("Taken off the list: %(word)s") % {"word": entry.word})
        return redirect("discussion:words")
    context = {
        "title": _("Take “%(word)s” off the list") % {"word": entry.word},
        "sentence": _("From now on nobody is warned about it or held back for it. What was decided before stays."),
        "act": _("Take off the list"),
        "back_url": reverse("discussion:word", args=[word_id]),
    }
    return render(request, "discussion/confirm.html", context)


@require_safe
@only_with(SECURITY)
def whole_list(request: MemberRequest) -> HttpResponse:
    """The list as a text file that `take` reads again."""
    response = HttpResponse(written_list(entries=WordListEntry.objects.all()), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="word-list.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(SECURITY)
def take(request: MemberRequest) -> HttpResponse:
    """Bring in a list: words that stand there already are changed, no word is lost."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = take_list(text=form.cleaned_data["list"], act=act_of(request, SECURITY))
        except WordListUnreadable as unreadable:
            form.add_error(None, unreadable.detail)
        else:
            words = ngettext("%(count)s word taken.", "%(count)s words taken.", count)
            messages.success(request, words % {"count": count})
            return redirect("discussion:words")
    context = {"rooms": rooms_of(request.authority, "words"), "form": form}
    return render(request, "discussion/take_words.html", context, status=422 if form.errors else 200)


def _word_page(request: MemberRequest, entry: WordListEntry) -> HttpResponse:
    known = entry.pk is not None
    form = WordForm(request.POST or None, instance=entry)
    if request.method == "POST" and form.is_valid():
        try:
            keep_word(entry=form.save(commit=False), act=act_of(request, SECURITY))
        except WordListed as listed:
            form.add_error("word", listed.detail)
        else:
            messages.success(request, _("Saved: %(word)s") % {"word": entry.word})
            return redirect("discussion:words")
    context = {"rooms": rooms_of(request.authority, "words"), "form": form, "entry": entry if known else None}
    return render(request, "discussion/word.html", context, status=422 if form.errors else 200)


def _entry(word_id: str) -> WordListEntry:
    entry = WordListEntry.objects.filter(public_id=word_id).first()
    if entry is None:
        raise NotFound
    return entry
