"""The author chooses which frame stands for a recording, and may think again."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from media.errors import PosterGone
from media.models import Asset, AssetState
from media.services.choosing import choose_poster
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from tests.media.places import publish_files, shown


@pytest.fixture
def asset(economics, instructor, at) -> Asset:
    """A recording with three frames to choose from."""
    made = Asset.objects.create(
        organisation=economics,
        uploaded_by=instructor,
        title="党章第一课",
        file_name="a.mp4",
        size=9,
        received=9,
        created_at=at,
        stored_at=at,
        state=AssetState.READY,
        published_level=2,
        edition="e1",
        posters=3,
        duration_ms=60_000,
        kind="video",
    )
    publish_files(made, {"poster.jpg": "ours"} | {f"poster-{number}.jpg": f"frame {number}" for number in (1, 2, 3)})
    return made


def choose(client, asset, number):
    return client.post(f"/studio/uploads/{asset.public_id}/poster/", {"poster": number}, follow=True)


def poster_of(asset: Asset) -> str:
    asset.refresh_from_db()
    return shown(asset, "poster.jpg").read_text()


def test_until_somebody_chooses_ours_is_shown(asset):
    assert poster_of(asset) == "ours"


def test_a_choice_is_what_players_get_and_can_be_made_again_and_taken_back(client_of, instructor, asset):
    client = client_of(instructor)
    for number, expected in ((2, "frame 2"), (3, "frame 3"), (0, "ours")):
        assert choose(client, asset, number).status_code == 200
        assert poster_of(asset) == expected
    recorded = AuditEntry.objects.filter(action="media.poster_chosen").order_by("pk")
    assert [(entry.details["from"], entry.details["to"]) for entry in recorded] == [(0, 2), (2, 3), (3, 0)]


def test_choosing_the_same_one_again_is_no_event(client_of, instructor, asset):
    client = client_of(instructor)
    choose(client, asset, 2), choose(client, asset, 2)
    assert AuditEntry.objects.filter(action="media.poster_chosen").count() == 1


@pytest.mark.parametrize("number", ["4", "-1", "", "二", "1.5", "999999999999"])
def test_a_picture_that_is_not_there_is_refused_in_words(client_of, instructor, asset, number):
    page = choose(client_of(instructor), asset, number)
    assert str(PosterGone().detail) in page.content.decode()
    assert poster_of(asset) == "ours"


def test_the_page_offers_every_frame_and_marks_the_chosen_one(client_of, instructor, asset):
    client = client_of(instructor)
    choose(client, asset, 3)
    page = client.get(f"/studio/uploads/{asset.public_id}/").content.decode()
    assert page.count('name="poster" value="') == 4
    assert page.count('aria-pressed="true"') == 1
    assert 'value="3" aria-pressed="true"' in page
    picture = client.get(f"/studio/uploads/{asset.public_id}/posters/3.jpg")
    assert (picture.content, picture["Content-Type"]) == (b"frame 3", "image/jpeg")
    assert client.get(f"/studio/uploads/{asset.public_id}/posters/4.jpg").status_code == 404


def test_one_frame_is_no_choice(client_of, instructor, asset):
    Asset.objects.filter(pk=asset.pk).update(posters=1)
    page = client_of(instructor).get(f"/studio/uploads/{asset.public_id}/").content.decode()
    assert 'name="poster"' not in page


def test_strangers_see_neither_frames_nor_a_choice(client_of, foreign_instructor, learner, asset):
    for member in (foreign_instructor, learner):
        client = client_of(member)
        assert choose(client, asset, 2).status_code == 404
        assert client.get(f"/studio/uploads/{asset.public_id}/posters/1.jpg").status_code == 404
    assert poster_of(asset) == "ours"


@pytest.mark.pg
def test_the_database_refuses_a_choice_that_does_not_exist(asset):
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(poster=4)


def test_an_edition_with_fewer_frames_refuses_the_old_numbers(asset, act):
    Asset.objects.filter(pk=asset.pk).update(posters=1)
    with pytest.raises(PosterGone):
        choose_poster(asset=asset, number=2, act=act)


@pytest.fixture
def act(instructor, economics, at) -> Act:
    return Act(member=instructor, at=at)
