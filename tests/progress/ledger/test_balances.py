"""A balance is the fold of the lines that were written by its day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from progress.balances import balance_of, balance_then

FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Written:
    pk: int
    item: str
    hours: Decimal
    category: str
    day: int
    member_id: int = 1
    credit_year: int = 2026
    earned_on: datetime = datetime(2026, 1, 1, tzinfo=UTC)


def written_on(line: Written) -> date:
    return FIRST + timedelta(days=line.day)


lines = st.lists(
    st.tuples(st.integers(-8, 8).map(lambda quarters: Decimal(quarters) / 4), st.sampled_from("ab"), st.integers(0, 9)),
    max_size=20,
).map(lambda rows: [Written(pk, f"item{pk}", *row) for pk, row in enumerate(rows)])
days = st.integers(-1, 10).map(lambda ago: FIRST + timedelta(days=ago))


@given(lines, days)
def test_then_and_since_are_all_there_is(written, day):
    known = [line for line in written if written_on(line) <= day]
    then = balance_then(known, of=written)
    assert then.total + then.later == sum((line.hours for line in written), Decimal(0))
    assert len(known) + then.later_lines == len(written)
    assert then.total == sum((line.hours for line in known), Decimal(0))


@given(lines, st.randoms())
def test_the_order_of_lines_does_not_matter(written, chance):
    mixed = list(written)
    chance.shuffle(mixed)
    assert balance_of(mixed).by_category == balance_of(written).by_category
