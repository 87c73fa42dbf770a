"""The chain names every line that was changed, removed, swapped or inserted."""

from decimal import Decimal

import pytest
from django.db import connection

from progress.ledger_chain import heads, verify
from progress.models import LedgerEntry
from school.audit.sealing import anchor_heads, breaks
from school.audit.seals import GENESIS, chain_hash, chains

pytestmark = pytest.mark.pg


@pytest.fixture
def three_lines(credit_live):
    return [credit_live(item=f"session:{n}", title=f"第{n}次") for n in range(3)]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_ledger_holds(three_lines, learner):
    assert list(verify()) == []
    assert heads() == {learner.public_id: (3, three_lines[-1].hash)}
    assert "ledger" in {chain.name for chain in chains()}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("hours", Decimal(2)),
        ("item", "session:9"),
        ("credit_year", 2025),
        ("category", "self_paced"),
        ("title", "另一次"),
        ("evidence_id", "x"),
        ("reason", "x"),
        ("earned_on", "2026-01-01 00:00:00+00:00"),
        ("hash", "0" * 64),
        ("previous_hash", "1" * 64),
    ],
)
def test_a_changed_line_is_found(three_lines, learner, column, value):
    stored = str(value) if connection.vendor == "sqlite" else value
    sql(f"UPDATE progress_ledgerentry SET {column} = %s WHERE number = 2", stored)
    assert f"{learner.public_id}#2" in {found.reference for found in verify()}


def test_a_removed_line_is_found(three_lines, learner):
    sql("DELETE FROM progress_ledgerentry WHERE number = 2")
    assert {found.problem for found in verify()} == {
        "line 2 is missing before this one",
        "the line before is not the one this was sealed to",
    }


def test_a_removed_first_line_is_found(three_lines):
    sql("DELETE FROM progress_ledgerentry WHERE number = 1")
    assert list(verify())


def test_swapped_lines_are_found(three_lines):
    for number, becomes in ((1, 99), (2, 1), (99, 2)):
        sql("UPDATE progress_ledgerentry SET number = %s WHERE number = %s", becomes, number)
    assert list(verify())


def test_an_inserted_line_is_found(three_lines):
    forged = LedgerEntry.objects.get(number=3)
    forged.pk, forged._state.adding = None, True
    forged.public_id, forged.number, forged.item, forged.n = "forged-entry", 4, "session:7", 1
    forged.save()
    assert list(verify())


def test_a_cut_tail_is_found_by_the_anchor(three_lines, at):
    anchor_heads(at=at)
    sql("DELETE FROM progress_ledgerentry WHERE number = 3")
    assert list(verify()) == []
    assert [found.chain for found in breaks()] == ["ledger"]


@pytest.mark.parametrize("lines_since", [0, 1])
def test_a_ledger_written_anew_with_fitting_hashes_is_found_by_the_anchor(
    three_lines, credit_live, learner, at, lines_since
):
    anchor_heads(at=at)
    for number in range(lines_since):
        credit_live(item=f"session:later-{number}", title="后来")
    assert list(breaks()) == []
    previous = GENESIS
    for entry in LedgerEntry.objects.order_by("number"):
        entry.title = "改写"
        entry.previous_hash = previous
        previous = chain_hash(previous=previous, payload=entry.payload())
        sql(
            "UPDATE progress_ledgerentry SET title = %s, previous_hash = %s, hash = %s WHERE number = %s",
            entry.title, entry.previous_hash, previous, entry.number,
        )  # fmt: skip
    assert list(verify()) == []
    assert [(found.chain, found.reference) for found in breaks()] == [("ledger", learner.public_id)]
