"""What is said in recordings can be found, with its place; a text to read is made of it."""

from __future__ import annotations

import pytest

from media.captions.cues import Cue
from media.captions.searching import cues_saying
from media.captions.transcript import paragraphs, transcript_of
from media.models import Asset
from media.services import caption_asset
from tests.media.captions.conftest import VTT

pytestmark = pytest.mark.pg


def found(asset: Asset, words: str) -> list[tuple[float, str]]:
    return [(hit.second, hit.snippet) for hit in cues_saying([asset.pk], words)]


def test_words_are_found_where_they_are_said(recording, at):
    caption_asset(asset=recording, language="zh-hans", data=VTT.encode(), at=at)
    assert found(recording, "介绍信") == [(1.0, "介绍信开出以后，")]
    assert found(recording, "没有放手") == [(3.0, "原支部并没有放手。")]
    assert found(recording, "以后，原支部") == [(1.0, "介绍信开出以后，原支部并没有放手。")]
    assert found(recording, "放手 支部") == [(3.0, "原支部并没有放手。")]
    assert found(recording, "党章") == found(recording, " ") == []
    assert cues_saying([], "介绍信") == []


def test_width_and_case_do_not_matter(recording, at):
    caption_asset(asset=recording, language="en", data=VTT.replace("介绍信", "ＡＰＰ Party").encode(), at=at)
    assert found(recording, "app PARTY")[0][0] == 1.0


def test_drafts_are_not_searched(draft, recording):
    assert found(recording, "介绍信") == []


def test_the_library_finds_recordings_by_what_is_said_and_shows_the_place(client_of, instructor, recording, at):
    """Beside those whose title or file name holds the words; never somebody else's recording."""
    caption_asset(asset=recording, language="zh-hans", data=VTT.encode(), at=at)
    client = client_of(instructor)
    for words in ("没有放手", "组织"):
        assert list(client.get("/studio/uploads/", {"q": words}).context["page"]) == [recording]
    answer = client.get("/studio/uploads/", {"q": "没有放手"})
    assert '<span class="quiet" lang="zh-hans">0:03 原支部并没有放手。</span>' in answer.content.decode()
    assert list(client.get("/studio/uploads/", {"q": "党章"}).context["page"]) == []


def test_the_library_says_nothing_of_recordings_of_others(client_of, foreign_instructor, recording, at):
    caption_asset(asset=recording, language="zh-hans", data=VTT.encode(), at=at)
    answer = client_of(foreign_instructor).get("/studio/uploads/", {"q": "没有放手"})
    assert list(answer.context["page"]) == []
    assert "并没有放手" not in answer.content.decode()


def test_a_silence_and_a_long_speech_part_paragraphs():
    said = [Cue(0, 900, "一。"), Cue(1000, 2000, "二"), Cue(9000, 9900, "三。")]
    said += [Cue(10_000 + 1000 * second, 11_000 + 1000 * second, f"说{second}。") for second in range(40)]
    texts = [[passage.text for passage in each] for each in paragraphs(said)]
    assert texts[0] == ["一。", "二"]
    assert texts[1][:2] == ["三。", "说0。"]
    assert len(texts) == 3
    assert paragraphs([]) == ()


def test_the_reader_gets_her_language_or_another(recording, at, django_assert_num_queries):
    for language in ("zh-hans", "en"):
        caption_asset(asset=recording, language=language, data=VTT.encode(), at=at)
    with django_assert_num_queries(2):
        captions = recording.captions.published().listed()
        transcript = transcript_of(list(captions), languages=["ko", "zh-hans"])
    assert transcript is not None
    assert transcript.language == "zh-hans"
    assert [code for code, _label in transcript.languages] == ["en", "zh-hans"]
    assert transcript.paragraphs[0][0].at == "0:01"
    assert transcript_of([], languages=["en"]) is None
