"""What the lecture page tells the player: languages, the sound alone, a portrait, and the name over the picture."""

from __future__ import annotations

import pytest
from django.utils import translation

from courses import services
from media.models import AssetKind, Rendition
from media.services import caption_asset
from school.policies import reading
from school.policies.services.setting import set_policy

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"


@pytest.fixture
def lecture_page(course, lectures, learner, instructor, second_branch, client_of, at, make_asset):
    """lecture_page(captions=(…), sides=(width, height)) → the page of a lecture with such a recording."""

    def open_page(*, captions: tuple[str, ...] = (), sides: tuple[int, int] = (640, 360)) -> str:
        asset = make_asset()
        for language in captions:
            caption_asset(asset=asset, language=language, data=VTT.format(language).encode(), at=at)
        rates = {"codecs": "x", "peak_rate": 1, "average_rate": 1, "copied": False}
        width, height = sides
        Rendition.objects.create(
            asset=asset, name="v360", kind=AssetKind.VIDEO, path="v", width=width, height=height, **rates
        )
        Rendition.objects.create(asset=asset, name="audio", kind=AssetKind.AUDIO, path="a", **rates)
        video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", asset=asset, at=at)
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
        with translation.override("en"):
            answer = client_of(learner).get(f"/lectures/{video.public_id}/", headers={"accept-language": "zh-hans"})
        assert answer.status_code == 200
        return answer.content.decode()

    return open_page


def test_every_published_language_is_a_track_and_the_readers_own_comes_first(lecture_page):
    html = lecture_page(captions=("en", "zh-hans"))
    own, other = html.index('srclang="zh-hans"'), html.index('srclang="en"')
    assert own < other
    assert html.count(" default>") == 1
    assert html.index(" default>") < other


def test_the_sound_alone_is_offered_where_there_is_sound(lecture_page):
    assert 'data-stream-listen-value="listen.m3u8"' in lecture_page()


@pytest.mark.parametrize(("sides", "classes"), [((640, 360), "stage"), ((360, 640), "stage tall")])
def test_a_portrait_is_known_before_it_is_loaded(lecture_page, sides, classes):
    assert f'<div class="{classes}" ' in lecture_page(sides=sides)


def test_no_name_lies_over_the_picture_until_the_institution_wants_it(lecture_page, learner, at):
    assert 'class="watermark"' not in lecture_page()


def test_the_watchers_name_and_the_end_of_her_number_lie_over_the_picture_by_policy(lecture_page, learner, at):
    set_policy(key="media.watermark", value=True, member=None, office_id=None, reason="test", at=at)
    reading.forget()
    html = lecture_page()
    assert f'<p class="watermark" aria-hidden="true"><span>{learner.name} {learner.number[-4:]}</span></p>' in html
    assert "disablepictureinpicture" in html
