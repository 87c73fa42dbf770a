"""What the editor of an article asks of the server: to take a picture, to set a formula, to read Markdown."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from courses.errors import PictureMissing
from courses.models import Lecture
from courses.richtext import LONGEST, FormulaMalformed, foreign_pictures, from_markdown, mathml
from courses.richtext.showing import address_of
from courses.services.pictures import add_picture
from courses.standard_kinds import ARTICLE
from courses.views.in_scope import editable_lecture, require_author
from media.images.picture import Picture
from media.models import Asset, AssetState
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.errors import NotFound

texts = Router(tags=["courses"], auth=signed_in)


class AddedPicture(Schema):
    """`state` is that of the asset; ready, it has an address and sides in pixels. `failure` is a sentence, or empty."""

    id: str
    state: str
    failure: str
    address: str
    width: int
    height: int


class Formula(Schema):
    """LaTeX, in a line or by itself."""

    source: str = Field(..., max_length=2000)
    block: bool = False


class SetFormula(Schema):
    """MathML that is safe to be put into a page, or the complaint, a sentence, why there is none."""

    mathml: str = ""
    complaint: str = ""


class MarkdownText(Schema):
    text: str = Field(..., max_length=LONGEST)


class ReadText(Schema):
    """Canonical HTML; `missing` are addresses of pictures that do not lie here."""

    html: str
    missing: list[str]


@texts.post("/lectures/{lecture_id}/pictures", response=AddedPicture, summary="Add a picture to an article")
def post_picture(request: HttpRequest, lecture_id: str, file: File[UploadedFile | None] = None) -> AddedPicture:
    """For authors of the draft. A picture that cannot be used is answered with its reason, not with an error."""
    asked = cast("MemberRequest", request)
    lecture = _article(asked, lecture_id)
    if file is None:
        raise PictureMissing
    asset = add_picture(lecture=lecture, member=asked.user, file=cast("Any", file), at=asked.at)
    return _added(asset)


@texts.get("/lectures/{lecture_id}/pictures/{asset_id}", response=AddedPicture, summary="How an added picture fares")
def get_picture(request: HttpRequest, lecture_id: str, asset_id: str) -> AddedPicture:
    """For whoever added one that was not ready at once."""
    asked = cast("MemberRequest", request)
    lecture = _article(asked, lecture_id)
    asset = Asset.objects.filter(public_id=asset_id, organisation=lecture.chapter.course.organisation).first()
    if asset is None:
        raise NotFound
    return _added(asset)


@texts.post("/formulas", response=SetFormula, summary="Set a formula")
def post_formula(request: HttpRequest, body: Formula) -> SetFormula:
    """For authors, while they write it: half a formula is no error of theirs."""
    require_author(cast("MemberRequest", request))
    try:
        return SetFormula(mathml=mathml(body.source, block=body.block))
    except FormulaMalformed as error:
        return SetFormula(complaint=str(error))


@texts.post("/markdown", response=ReadText, summary="Read Markdown")
def post_markdown(request: HttpRequest, body: MarkdownText) -> ReadText:
    """For authors: the text in the form that articles have, to be put into the editor."""
    require_author(cast("MemberRequest", request))
    return ReadText(html=from_markdown(body.text), missing=list(foreign_pictures(body.text)))


def _article(asked: MemberRequest, lecture_id: str) -> Lecture:
    lecture = editable_lecture(asked, lecture_id)
    if lecture.kind != ARTICLE:
        raise NotFound
    return lecture


def _added(asset: Asset) -> AddedPicture:
    """In the studio a picture is seen as its author's own, before any text holds it."""
    picture = Picture.from_dict(asset.facts) if asset.state == AssetState.READY and asset.facts.get("widths") else None
    return AddedPicture(
        id=asset.public_id,
        state=asset.state,
        failure=asset.failure_sentence,
        address=address_of(asset.public_id, asset.public_id, picture.widths[0]) if picture else "",
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
    )
