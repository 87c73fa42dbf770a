"""A deck goes the way of every file: claimed, prepared, published at once as a whole, or failed with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from media import storage
from media.models import Asset, DeckPage
from media.services import prepare_asset
from media.services.decking import describe_pages

from .papers import locked, write_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def deck(store, tmp_path) -> Asset:
    return prepare_asset(asset_id=store(write_pdf(tmp_path / "deck.pdf", [["Transfers"], ["Ninety days"], []])).pk)


def published(asset: Asset) -> set[str]:
    return {name for page in asset.pages.all() for name in (page.small, page.large)}


def test_its_pages_are_there_with_pictures_words_and_a_first_description(deck):
    assert (deck.state, deck.kind, deck.content_type, deck.duration_ms) == ("ready", "deck", "application/pdf", None)
    pages = list(deck.pages.in_order())
    assert [(page.number, page.alt, page.is_told) for page in pages] == [
        (1, "Transfers", True),
        (2, "Ninety days", True),
        (3, "", False),
    ]
    assert all(storage.has_published(deck.store_key, deck.edition, name) for name in published(deck))


def test_a_locked_deck_fails_with_its_reason_and_leaves_nothing(store, tmp_path, assets_root):
    asset = prepare_asset(asset_id=store(locked(tmp_path / "deck.pdf")).pk)
    assert (asset.state, asset.failure_code) == ("failed", "deck-locked")
    assert not DeckPage.objects.exists()
    assert not [path for path in assets_root.rglob("*") if path.is_file()]


def test_the_same_deck_sent_again_has_its_own_pages_and_shares_the_bytes(deck, store, tmp_path):
    describe_pages(asset=deck, alts={3: "A map of the campus"})
    again = prepare_asset(asset_id=store(Path(tmp_path / "deck.pdf")).pk)
    assert (again.state, again.kind, again.store_key) == ("ready", "deck", deck.store_key)
    assert published(again) == published(deck)
    describe_pages(asset=again, alts={1: "Only here"})
    assert deck.pages.get(number=1).alt == "Transfers"


def test_descriptions_are_of_the_pages_named_and_may_be_taken_away(deck):
    describe_pages(asset=deck, alts={3: "A map of the campus", 1: ""})
    assert list(deck.pages.in_order().values_list("alt", flat=True)) == ["", "Ninety days", "A map of the campus"]
