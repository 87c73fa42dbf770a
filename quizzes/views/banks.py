"""Question banks: which there are, and what is in each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.content import KIND_LABELS
from quizzes.forms.bank import BankForm, QuestionSearch
from quizzes.models import QuestionBank
from quizzes.services.authoring import create_bank
from quizzes.usage import times_used
from quizzes.views.in_scope import editable_bank, require_author
from quizzes.views.listing import rest_of
from school.accounts.requests import MemberRequest

PAGE_SIZE = 30
ORDERS = {"title": ("title", "pk"), "most": ("-offered", "title", "pk")}


@login_required
@require_safe
def banks(request: MemberRequest) -> HttpResponse:
    """The banks within reach of the author's office, searched by title or owner."""
    require_author(request)
    search = request.GET.get("q", "").strip()[:100]
    order = request.GET.get("order", "title")
    found = QuestionBank.objects.editable_by(request.authority)
    if search:
        found = found.filter(Q(title__icontains=search) | Q(organisation__name__icontains=search))
    counted = found.annotate(offered=Count("questions", filter=Q(questions__retired_at__isnull=True)))
    ordered = counted.select_related("organisation").order_by(*ORDERS.get(order, ORDERS["title"]))
    context = {
        "page": Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page")),
        "search": search,
        "order": order,
        "query": rest_of(request),
    }
    return render(request, "quizzes/bank/banks.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_bank(request: MemberRequest) -> HttpResponse:
    """A title and an owner; the bank of that title, if it exists."""
    require_author(request)
    form = BankForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        bank = create_bank(organisation=form.cleaned_data["organisation"], title=form.cleaned_data["title"])
        return redirect("quizzes:bank", bank_id=bank.public_id)
    return render(request, "quizzes/bank/new_bank.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def bank(request: MemberRequest, bank_id: str) -> HttpResponse:
    """The questions of one bank: searched, narrowed, ordered, in pages; retired ones apart."""
    shown = editable_bank(request, bank_id)
    retired = request.GET.get("show") == "retired"
    form = QuestionSearch(request.GET, label_suffix="")
    found = form.found_in(shown.questions.filter(retired_at__isnull=not retired))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    used = times_used([question.pk for question in page])
    context = {
        "bank": shown,
        "form": form,
        "page": page,
        "rows": [(question, used.get(question.pk, 0)) for question in page],
        "retired": retired,
        "kinds": KIND_LABELS.items(),
        "query": rest_of(request),
        "narrowed": any(request.GET.get(name) for name in ("q", "kind")),
    }
    return render(request, "quizzes/bank/bank.html", context)
