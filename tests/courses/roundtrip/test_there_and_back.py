"""A course that was exported comes in exactly as it went out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from courses.models import Course, Lecture
from courses.roundtrip.errors import CourseNotExportable
from courses.roundtrip.packing import pack_course
from media import storage
from media.models import Asset
from media.services import prepare_asset
from quizzes.models import Question

from .conftest import written

pytestmark = pytest.mark.django_db


def manifest_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("manifest.json").decode()


def test_an_imported_course_exports_to_the_very_same_bytes(parcel, taken_in, tmp_path):
    copy = taken_in(parcel)
    again = written(copy, tmp_path / "again.zip")
    assert manifest_of(again) == manifest_of(parcel)
    assert again.read_bytes() == parcel.read_bytes()


def test_nothing_in_the_file_names_this_installation(parcel, rich, instructor, economics):
    manifest = manifest_of(parcel)
    ours = [rich.public_id, economics.public_id, instructor.number, instructor.name]
    ours += [str(public_id) for public_id in Lecture.objects.values_list("public_id", flat=True)]
    ours += [str(public_id) for public_id in Asset.objects.values_list("public_id", flat=True)]
    assert [name for name in ours if name in manifest] == []


def test_the_copy_stands_by_itself(parcel, rich, taken_in):
    copy = taken_in(parcel)
    assert (copy.state, copy.public_id != rich.public_id) == ("draft", True)
    ours = set(Lecture.objects.filter(chapter__course=rich).values_list("public_id", flat=True))
    theirs = Lecture.objects.filter(chapter__course=copy)
    assert not ours & set(theirs.values_list("public_id", flat=True))
    [gated] = [lecture for lecture in theirs if lecture.gate]
    first = theirs.get(title="为什么要接转")
    assert gated.gate == {"all": [{"completed": first.public_id}, {"not": {"passed": first.public_id}}]}
    assert Question.objects.filter(bank__organisation=copy.organisation).count() == 2


def test_members_get_the_captions_that_were_published_and_authors_the_later_draft(parcel, taken_in):
    copy = taken_in(parcel)
    caption = Lecture.objects.get(chapter__course=copy, kind="video").asset.captions.get()
    assert "内有效" in caption.published_text
    assert "之内有效" in caption.text
    assert caption.changed_since_published


def test_descriptions_of_pages_wait_until_the_pages_are_there(parcel, taken_in, tmp_path):
    copy = taken_in(parcel)
    deck = Lecture.objects.get(chapter__course=copy, kind="slides").deck
    assert deck.pages.count() == 0
    prepare_asset(asset_id=deck.pk)
    assert [page.alt for page in deck.pages.in_order()] == ["Transfers", "流程图"]
    assert written(copy, tmp_path / "again.zip").read_bytes() == parcel.read_bytes()


def test_a_file_for_members_comes_in_as_nothing_else(parcel, taken_in):
    handout = Lecture.objects.get(chapter__course=taken_in(parcel), kind="file").deck
    assert (handout.kind, handout.file_name) == ("document", "会前材料.txt")
    prepared = prepare_asset(asset_id=handout.pk)
    assert (prepared.state, prepared.kind) == ("ready", "document")
    assert storage.read_published(prepared.store_key, prepared.edition, "document.bin") == "一、目的\n".encode()


def test_a_course_whose_original_is_gone_is_not_exported_halfway(rich):
    video = Lecture.objects.get(chapter__course=rich, kind="video")
    storage.remove_everything(video.asset.store_key)
    with pytest.raises(CourseNotExportable):
        pack_course(rich)


def test_the_commands_go_the_same_way(rich, parcel, foreign_branch, outsider, tmp_path, capsys):
    target = tmp_path / "out.zip"
    call_command("export_course", rich.public_id, "--to", str(target))
    assert target.read_bytes() == parcel.read_bytes()
    home = ["--organisation", foreign_branch.public_id, "--member", outsider.number]
    call_command("import_course", str(target), *home, "--dry-run")
    assert Course.objects.count() == 1
    call_command("import_course", str(target), *home)
    copy = Course.objects.exclude(pk=rich.pk).get()
    assert copy.public_id in capsys.readouterr().out
    assert copy.organisation == foreign_branch
