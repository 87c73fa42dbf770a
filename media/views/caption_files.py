"""Captions from a file, by way of a preview; earlier versions; a draft made by machine."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from media.captions.decoding import decode
from media.captions.findings import Finding
from media.captions.importing import read_captions
from media.captions.languages import LANGUAGES, label_of
from media.captions.reading import Reading
from media.captions.transcript import paragraphs
from media.captions.webvtt import parse
from media.errors import TranscribingOff, TranscribingUnderWay
from media.forms.captions import FileForm
from media.models import Asset, CaptionSource, CaptionVersion
from media.services.captioning import restore_version, take_captions
from media.services.transcribing import ask_for_transcription
from media.views.acting import act_on
from media.views.captions import caption_in_scope, recording_in_scope
from school.accounts.requests import MemberRequest
from school.errors import NotFound

SHOWN_OF_A_KIND = 5


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def caption_file(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Choose a file, see what was put right, then take it. Nothing is saved before."""
    asset = recording_in_scope(request, asset_id)
    if language not in LANGUAGES:
        raise NotFound
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context = {"asset": asset, "language": language, "label": label_of(language), "form": form}
    context["existing"] = asset.captions.filter(language=language).first()
    if request.method != "POST" or not form.is_valid():
        return render(request, "media/captions/file.html", context, status=422 if form.errors else 200)
    data = form.data_given()
    if not data:
        form.add_error("file", _("Please choose a file."))
        return render(request, "media/captions/file.html", context, status=422)
    reading = read_captions(data, duration_ms=asset.duration_ms, move=form.move())
    if "save" in request.POST and not reading.refusals:
        return _take(request, asset, language, reading)
    context |= _preview(reading, data)
    return render(request, "media/captions/file.html", context, status=422 if reading.refusals else 200)


def _take(request: MemberRequest, asset: Asset, language: str, reading: Reading) -> HttpResponse:
    take_captions(
        asset=asset,
        language=language,
        reading=reading,
        source=CaptionSource.IMPORTED,
        by=request.user,
        at=request.at,
    )
    messages.success(request, _("The captions are saved as a draft. Please look them through, then publish them."))
    return redirect("media:caption", asset_id=asset.public_id, language=language)


def _preview(reading: Reading, data: bytes) -> dict[str, object]:
    decoded = decode(data)
    repairs = [finding for finding in reading.findings if not finding.refused]
    return {
        "reading": reading,
        "original": decoded[0] if decoded else "",
        "repairs": _grouped(repairs),
        "repair_count": len(repairs),
        "paragraphs": paragraphs(reading.captions.cues[:40]),
        "cue_count": len(reading.captions.cues),
    }


def _grouped(findings: list[Finding]) -> list[tuple[list[Finding], int]]:
    """Repairs of a kind together, the first few in full, and how many more there are."""
    by_fault = groupby(sorted(findings, key=lambda finding: finding.fault), key=lambda finding: finding.fault)
    groups = [list(group) for _fault, group in by_fault]
    return [(group[:SHOWN_OF_A_KIND], max(0, len(group) - SHOWN_OF_A_KIND)) for group in groups]


@login_required
@require_safe
def versions(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """What the captions said before."""
    caption = caption_in_scope(request, asset_id, language)
    kept = caption.versions.order_by("-number").defer("text").select_related("made_by")
    return render(request, "media/captions/versions.html", {"caption": caption, "versions": kept})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: MemberRequest, asset_id: str, language: str, number: int) -> HttpResponse:
    """Read an earlier text; a POST brings it back."""
    caption = caption_in_scope(request, asset_id, language)
    try:
        earlier = caption.versions.select_related("made_by").get(number=number)
    except CaptionVersion.DoesNotExist as missing:
        raise NotFound from missing
    if request.method == "POST":
        restore_version(caption=caption, number=number, by=request.user, at=request.at)
        messages.success(request, _("The earlier text is back as the draft. The text before is kept, too."))
        return redirect("media:caption", asset_id=asset_id, language=language)
    shown = paragraphs(parse(earlier.text).captions.cues)
    return render(request, "media/captions/version.html", {"caption": caption, "version": earlier, "paragraphs": shown})


@login_required
@require_POST
def transcribe(request: MemberRequest, asset_id: str) -> HttpResponse:
    """Ask for a draft made by machine."""
    asset = recording_in_scope(request, asset_id)
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        raise NotFound
    try:
        ask_for_transcription(asset=asset, language=language, act=act_on(request, asset))
    except (TranscribingOff, TranscribingUnderWay) as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, _("A draft is being made. You may close this page; it will appear in this list."))
    return redirect("media:captions", asset_id=asset_id)
