"""Captions of one recording: which languages there are, the editor, and what members see of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from media.api.assets import asset_in_scope
from media.captions.plain import as_text_file
from media.captions.srt import write_srt
from media.captions.webvtt import parse
from media.errors import CaptionChanged, CaptionEmpty, CaptionNotReady, CaptionUnreadable
from media.forms.captions import LabelForm, LanguageForm, MoveForm, TextForm
from media.models import UNDER_WAY, Asset, AssetKind, Caption
from media.services.captioning import begin_captions, move_captions, rename_captions, save_captions
from media.services.publishing_captions import delete_captions, publish_captions, withdraw_captions
from media.transcribing import can_transcribe
from media.views.acting import act_on
from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.acting import choices
from school.organisation.authority import Right

KINDS = {"vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def captions(request: MemberRequest, asset_id: str) -> HttpResponse:
    """The languages there are, and a way to add one."""
    asset = recording_in_scope(request, asset_id)
    found = list(asset.captions.listed().select_related("updated_by"))
    form = LanguageForm(request.POST if request.method == "POST" else None).without({one.language for one in found})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        if "file" in request.POST:
            return redirect("media:caption_file", asset_id=asset_id, language=language)
        begin_captions(asset=asset, language=language, by=request.user, at=request.at)
        return redirect("media:caption", asset_id=asset_id, language=language)
    # The last of each language.
    latest = {one.language: one for one in asset.transcriptions.order_by("pk")}
    context = {
        "asset": asset,
        "captions": found,
        "form": form,
        "transcribing": can_transcribe(asset),
        "transcriptions": [one for one in latest.values() if one.state != "done"],
        "under_way": any(one.state in UNDER_WAY for one in latest.values()),
    }
    return render(request, "media/captions/list.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def caption(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """The editor; without script a plain text with its times."""
    shown = caption_in_scope(request, asset_id, language)
    form = TextForm(request.POST if request.method == "POST" else None, initial=_text_of(shown))
    if request.method == "POST" and form.is_valid():
        try:
            _saved, reading = save_captions(
                caption=shown,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                by=request.user,
                at=request.at,
            )
        except (CaptionUnreadable, CaptionChanged) as refused:
            form.add_error(None, refused.detail)
        else:
            for finding in reading.findings[:5]:
                messages.warning(
                    request, _("Line %(line)s: %(reason)s") % {"line": finding.line, "reason": finding.sentence}
                )
            messages.success(request, _("Saved."))
            return redirect("media:caption", asset_id=asset_id, language=language)
    if form.errors:
        shown.refresh_from_db()
    return render(request, "media/captions/edit.html", _editor(shown, form), status=422 if form.errors else 200)


def _text_of(shown: Caption) -> dict[str, object]:
    return {"text": shown.text, "version": shown.version}


def _editor(shown: Caption, form: TextForm) -> dict[str, object]:
    asset = shown.asset
    return {
        "asset": asset,
        "caption": shown,
        "form": form,
        "moving": MoveForm(prefix="move"),
        "naming": LabelForm(prefix="name", initial={"label": shown.label}),
        "base": f"/play/{asset.public_id}/{asset.public_id}/" if asset.playable else "",
        "sound": asset.kind == AssetKind.AUDIO,
        "has_versions": shown.versions.exists(),
    }


@login_required
@require_POST
def move(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Shift or stretch all times of the draft."""
    shown = caption_in_scope(request, asset_id, language)
    form = MoveForm(request.POST, prefix="move")
    if form.is_valid():
        move_captions(caption=shown, move=form.move(), version=shown.version, by=request.user, at=request.at)
        messages.success(request, _("All times have been moved. The text before is kept among the earlier versions."))
    else:
        messages.error(request, _("Please write a number of seconds, such as 1.5 or -0.5."))
    return redirect("media:caption", asset_id=asset_id, language=language)


@login_required
@require_POST
def label(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Give the captions another name in the player."""
    shown = caption_in_scope(request, asset_id, language)
    form = LabelForm(request.POST, prefix="name")
    if form.is_valid():
        rename_captions(caption=shown, label=form.cleaned_data["label"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Please write a name of at most 60 characters."))
    return redirect("media:caption", asset_id=asset_id, language=language)


@login_required
@require_POST
def publish(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Show members the present text."""
    shown = caption_in_scope(request, asset_id, language)
    try:
        publish_captions(caption=shown, act=act_on(request, shown.asset))
    except (CaptionEmpty, CaptionNotReady) as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, _("Members see these captions from now on."))
    return redirect("media:caption", asset_id=asset_id, language=language)


@login_required
@require_POST
def withdraw(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Members no longer see them; the text stays."""
    shown = caption_in_scope(request, asset_id, language)
    withdraw_captions(caption=shown, act=act_on(request, shown.asset))
    messages.success(request, _("Members no longer see these captions. The text is kept as a draft."))
    return redirect("media:caption", asset_id=asset_id, language=language)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, asset_id: str, language: str) -> HttpResponse:
    """Say what will happen, then remove a language with all its versions."""
    shown = caption_in_scope(request, asset_id, language)
    if request.method == "POST":
        delete_captions(caption=shown, act=act_on(request, shown.asset))
        messages.success(request, _("The captions “%(label)s” have been deleted.") % {"label": shown.label})
        return redirect("media:captions", asset_id=asset_id)
    grants = request.authority.grants_for(Right.AUTHOR_COURSES, shown.asset.organisation.path)
    return render(request, "media/captions/delete.html", {"caption": shown, "offices": choices(grants)})


@login_required
@require_safe
def download(request: MemberRequest, asset_id: str, language: str, suffix: str) -> HttpResponse:
    """The draft as a file: WebVTT, SubRip or the words alone."""
    shown = caption_in_scope(request, asset_id, language)
    cues = parse(shown.text).captions.cues
    if suffix not in KINDS:
        raise NotFound
    text = {"vtt": lambda: shown.text, "srt": lambda: write_srt(cues), "txt": lambda: as_text_file(cues)}[suffix]()
    response = HttpResponse(text, content_type=f"{KINDS[suffix]}; charset=utf-8")
    name = f"{shown.asset.title}.{language}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def recording_in_scope(request: MemberRequest, asset_id: str) -> Asset:
    """A recording the member may author for; a deck has no captions."""
    asset = asset_in_scope(request, asset_id)
    if asset.kind not in {AssetKind.VIDEO, AssetKind.AUDIO, ""}:
        raise NotFound
    return asset


def caption_in_scope(request: MemberRequest, asset_id: str, language: str) -> Caption:
    """Captions in one language; 404 for strangers, be they there or not."""
    asset = recording_in_scope(request, asset_id)
    found = asset.captions.filter(language=language).select_related("asset__organisation").first()
    if found is None:
        raise NotFound
    return found
