"""When mail may go out: never in quiet hours, never beyond the budget, never lost."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from school.notices.timing import ByMail, Hours, when_to_mail

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = Hours(time(22), time(7, 30), time(18))
minutes = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
hours = st.builds(Hours, minutes, minutes, minutes)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))


@given(hours, moments, st.sampled_from([ByMail.AT_ONCE, ByMail.DAILY]), st.integers(-2, 5))
def test_mail_never_goes_out_in_quiet_hours_and_always_goes_out_soon(hours, now, by_mail, left):
    sending = when_to_mail(by_mail=by_mail, urgent=False, left_today=left, hours=hours, now=now)
    assert sending.at is not None
    assert not hours.is_quiet(sending.at.time())
    assert now <= sending.at <= now + timedelta(days=2)


@given(hours, moments, st.integers(-2, 0))
def test_what_is_beyond_the_budget_joins_the_summary(hours, now, left):
    sending = when_to_mail(by_mail=ByMail.AT_ONCE, urgent=False, left_today=left, hours=hours, now=now)
    assert not sending.spends
    assert sending.at == hours.next_digest(now)


@given(hours, moments)
def test_what_is_urgent_waits_for_nothing(hours, now):
    assert when_to_mail(by_mail=ByMail.AT_ONCE, urgent=True, left_today=0, hours=hours, now=now).at == now


def test_never_means_never_even_when_urgent():
    now = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    assert when_to_mail(by_mail=ByMail.NEVER, urgent=True, left_today=3, hours=NIGHT, now=now).at is None


def test_at_night_it_waits_until_half_past_seven():
    late = datetime(2026, 11, 23, 23, 5, tzinfo=SHANGHAI)
    sending = when_to_mail(by_mail=ByMail.AT_ONCE, urgent=False, left_today=3, hours=NIGHT, now=late)
    assert (sending.at, sending.spends) == (datetime(2026, 11, 24, 7, 30, tzinfo=SHANGHAI), True)


def test_a_summary_hour_inside_the_quiet_hours_moves_to_their_end():
    hours = Hours(time(17), time(19), time(18))
    noon = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    assert hours.next_digest(noon) == datetime(2026, 11, 23, 19, 0, tzinfo=SHANGHAI)


def test_equal_ends_mean_no_quiet_hours():
    assert not Hours(time(8), time(8), time(18)).is_quiet(time(8))
