"""A PDF becomes pictures in two sizes with the words of each page; what cannot says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from media.decks.deck import DeckEdition
from media.decks.making import make_deck
from media.failures import Failure, Unfit

from .papers import locked, write_pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "edition"
    made.mkdir()
    return made


def deck_of(original: Path, folder: Path) -> DeckEdition:
    return make_deck(original, folder, lambda _percent: None)


def failure_of(original: Path, folder: Path) -> Failure:
    with pytest.raises(Unfit) as unfit:
        deck_of(original, folder)
    return unfit.value.failure


def test_every_page_has_two_pictures_its_words_and_a_title(tmp_path, folder):
    pages = [["Transfers", "Ninety days"], ["2", "Who signs"], []]
    percents: list[int] = []
    deck = make_deck(write_pdf(tmp_path / "deck.pdf", pages), folder, percents.append)
    assert [page.number for page in deck.pages] == [1, 2, 3]
    assert [page.title for page in deck.pages] == ["Transfers", "Who signs", ""]
    assert deck.pages[0].text == "Transfers\nNinety days"
    assert {path.name for path in folder.iterdir()} == set(deck.entry_files)
    for page in deck.pages:
        assert (page.width, page.height, page.small_width) == (1600, 900, 640)
        with Image.open(folder / page.large) as large, Image.open(folder / page.small) as small:
            assert (large.size, small.size) == ((1600, 900), (640, 360))
    assert percents
    assert max(percents) < 100


def test_a_page_of_lines_is_kept_without_loss_and_a_photograph_as_jpeg(tmp_path, folder):
    noise = Image.effect_noise((400, 225), 90).convert("RGB")
    photograph = Image.merge("RGB", [noise.getchannel(0).rotate(turn) for turn in (0, 90, 180)])
    photograph.save(tmp_path / "photo.pdf")
    assert deck_of(tmp_path / "photo.pdf", folder).pages[0].large == "page-1-large.jpg"
    assert deck_of(write_pdf(tmp_path / "lines.pdf", [["A"]]), folder).pages[0].large == "page-1-large.webp"


def test_the_largest_page_there_can_be_is_drawn_within_bounds(tmp_path, folder):
    page = deck_of(write_pdf(tmp_path / "poster.pdf", [["Poster"]], size=(2_000_000, 14_400_000)), folder).pages[0]
    assert page.height == 2400
    assert page.width < 400


def test_a_page_like_a_thread_is_refused(tmp_path, folder):
    assert failure_of(write_pdf(tmp_path / "a.pdf", [["x"]], size=(3, 14_400)), folder) == Failure.DECK_PAGE_SIZE


def test_a_locked_file_asks_for_one_without_a_password(tmp_path, folder):
    assert failure_of(locked(tmp_path / "a.pdf"), folder) == Failure.DECK_LOCKED


def test_a_file_without_pages_is_refused(tmp_path, folder):
    assert failure_of(write_pdf(tmp_path / "a.pdf", []), folder) == Failure.DECK_EMPTY


def test_too_many_pages_are_refused_before_any_is_drawn(tmp_path, folder, settings):
    settings.DECK_PAGES_MOST = 300
    assert failure_of(write_pdf(tmp_path / "a.pdf", [["x"]] * 5000), folder) == Failure.DECK_TOO_LONG
    assert not list(folder.iterdir())


def test_a_damaged_file_is_refused(tmp_path, folder):
    whole = write_pdf(tmp_path / "a.pdf", [["x"]]).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[:60])
    assert failure_of(tmp_path / "cut.pdf", folder) == Failure.DECK_DAMAGED
    (tmp_path / "noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert failure_of(tmp_path / "noise.pdf", folder) == Failure.DECK_DAMAGED


def test_a_script_in_a_file_does_not_run_and_the_pages_are_shown(tmp_path, folder):
    script = '/OpenAction << /S /JavaScript /JS (while \\(true\\) { app.alert\\("x"\\) }) >>'
    deck = deck_of(write_pdf(tmp_path / "a.pdf", [["Quiet"]], catalogue=script), folder)
    assert deck.pages[0].text == "Quiet"


def test_what_is_no_deck_is_refused(tmp_path, folder):
    (tmp_path / "a.pdf").write_text("just a letter")
    assert failure_of(tmp_path / "a.pdf", folder) == Failure.NOT_MEDIA


def test_a_lost_claim_stops_the_drawing(tmp_path, folder):
    class Lost(Exception):
        pass

    def lose(_percent: int) -> None:
        raise Lost

    with pytest.raises(Lost):
        make_deck(write_pdf(tmp_path / "a.pdf", [["x"]] * 200), folder, lose)
