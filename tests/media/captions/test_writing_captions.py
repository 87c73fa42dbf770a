"""Captions are saved by whoever saw the latest text; what they said before can be brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from media.captions import served_text
from media.captions.moving import Move
from media.errors import CaptionChanged, CaptionEmpty, CaptionLanguageUnknown, CaptionNotReady, CaptionUnreadable
from media.models import Caption, CaptionSource
from media.services import caption_asset
from media.services.captioning import (
    MOST_KEPT,
    begin_captions,
    import_captions,
    move_captions,
    restore_version,
    save_captions,
)
from media.services.publishing_captions import delete_captions, publish_captions, withdraw_captions
from school.audit.models import AuditEntry
from tests.media.captions.conftest import VTT

pytestmark = pytest.mark.pg
OTHER = VTT.replace("放手", "松手")


def save(caption, text, instructor, at, version=None):
    version = caption.version if version is None else version
    return save_captions(caption=caption, text=text, version=version, by=instructor, at=at)[0]


def test_a_file_becomes_a_draft_that_members_do_not_see(draft, recording):
    assert (draft.text, draft.cues, draft.source, draft.label) == (VTT, 2, CaptionSource.IMPORTED, "简体中文")
    assert served_text(recording.public_id, "zh-hans") is None


def test_members_get_what_was_published_until_it_is_published_again(draft, recording, instructor, act, at):
    publish_captions(caption=draft, act=act())
    save(draft, OTHER, instructor, at)
    assert draft.changed_since_published
    assert served_text(recording.public_id, "zh-hans") == VTT
    publish_captions(caption=draft, act=act())
    assert served_text(recording.public_id, "zh-hans") == OTHER
    withdraw_captions(caption=draft, act=act())
    assert served_text(recording.public_id, "zh-hans") is None
    assert served_text("nothing-here", "zh-hans") is None
    actions = AuditEntry.objects.filter(subject_id=recording.public_id).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["caption.published", "caption.published", "caption.withdrawn"]


def test_who_saves_over_a_text_she_has_not_seen_is_told(draft, instructor, officer, at):
    seen = draft.version
    save(draft, OTHER, instructor, at)
    stale = Caption.objects.get(pk=draft.pk)
    with pytest.raises(CaptionChanged):
        save(stale, VTT.replace("介绍", "证明"), officer, at, version=seen)
    assert Caption.objects.get().text == OTHER


def test_the_same_save_sent_twice_is_saved_once(draft, instructor, at):
    seen = draft.version
    save(draft, OTHER, instructor, at, version=seen)
    save(draft, OTHER, instructor, at, version=seen)
    assert draft.version == seen + 1


def test_versions_are_kept_at_intervals_and_at_every_change_of_hand(draft, instructor, officer, at):
    for minute in range(25):
        save(draft, VTT.replace("放手", f"放手{minute}"), instructor, at + timedelta(minutes=minute))
    assert draft.versions.count() == 3
    save(draft, OTHER, officer, at + timedelta(minutes=25))
    assert draft.versions.order_by("-number").first().text == VTT.replace("放手", "放手24")


def test_an_earlier_text_comes_back_and_that_can_be_undone(draft, instructor, at):
    save(draft, OTHER, instructor, at)
    restore_version(caption=draft, number=draft.versions.get().number, by=instructor, at=at)
    assert (draft.text, draft.source) == (VTT, CaptionSource.IMPORTED)
    restore_version(caption=draft, number=draft.version - 1, by=instructor, at=at)
    assert draft.text == OTHER


def test_old_versions_go_when_there_are_many(draft, instructor, officer, at):
    for number in range(MOST_KEPT + 5):
        save(draft, VTT.replace("放手", f"放手{number}"), (instructor, officer)[number % 2], at)
    assert draft.versions.count() == MOST_KEPT


def test_a_text_that_cannot_be_read_changes_nothing(draft, recording, instructor, at):
    with pytest.raises(CaptionUnreadable) as refused:
        save(draft, VTT.replace("00:00:03.000 -->", "drei -->"), instructor, at)
    assert refused.value.facts["line"] == 6
    with pytest.raises(CaptionUnreadable):
        import_captions(asset=recording, language="en", data=b"no", by=instructor, at=at)
    assert Caption.objects.get().text == VTT


def test_what_was_put_right_while_saving_is_told(draft, instructor, at):
    reading = save_captions(
        caption=draft, text=VTT.replace("01.000", "01,000"), version=draft.version, by=instructor, at=at
    )[1]
    assert [finding.line for finding in reading.findings] == [3]
    assert draft.text == VTT


def test_an_unfinished_caption_may_be_saved_but_not_published(recording, instructor, act, at):
    caption = begin_captions(asset=recording, language="en", by=instructor, at=at)
    assert begin_captions(asset=recording, language="en", by=instructor, at=at) == caption
    with pytest.raises(CaptionEmpty):
        publish_captions(caption=caption, act=act())
    save(caption, "WEBVTT\n\n00:05.000 --> 00:01.000\nHello\n\n00:06.000 --> 00:07.000\n", instructor, at)
    assert caption.cues == 2
    with pytest.raises(CaptionNotReady):
        publish_captions(caption=caption, act=act())
    save(caption, caption.text.replace("05.000", "00.500"), instructor, at)
    publish_captions(caption=caption, act=act())
    assert caption.published_text == "WEBVTT\n\n00:00:00.500 --> 00:00:01.000\nHello\n"
    with pytest.raises(CaptionLanguageUnknown):
        begin_captions(asset=recording, language="klingon", by=instructor, at=at)


def test_times_are_moved_together(draft, instructor, at):
    move_captions(caption=draft, move=Move(shift_ms=500), version=draft.version, by=instructor, at=at)
    assert "00:00:01.500 --> 00:00:03.500" in draft.text
    assert draft.versions.get().text == VTT


def test_deleting_a_language_takes_its_versions_along(draft, instructor, act, at):
    save(draft, OTHER, instructor, at)
    delete_captions(caption=draft, act=act())
    assert not Caption.objects.exists()
    assert AuditEntry.objects.filter(action="caption.deleted").exists()


def test_captions_given_by_a_program_are_published_at_once(recording, at):
    for text in (VTT, OTHER):
        caption_asset(asset=recording, language="zh-hans", data=text.encode(), at=at)
    assert served_text(recording.public_id, "zh-hans") == OTHER


def test_a_published_row_always_has_its_text(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Caption.objects.filter(pk=draft.pk).update(state="published")
