"""Tasks of the embedded home run in threads of the serving process, at once, and end when it ends."""

import threading
import time

import pytest
from celery import shared_task
from celery.signals import task_prerun

from media.stopping import stop_event
from school.celery import BY_THE_CLOCK, MENDING, app
from school.operations.embedded import EmbeddedWorker

pytestmark = pytest.mark.django_db(transaction=True)

done = threading.Event()
begun = threading.Event()
ended_early = threading.Event()


@shared_task(name="tests.note")
def note() -> None:
    done.set()


@shared_task(name="tests.long")
def long_work() -> None:
    begun.set()
    deadline = time.monotonic() + 60
    while not stop_event.is_set() and time.monotonic() < deadline:
        time.sleep(0.05)
    if stop_event.is_set():
        ended_early.set()


@pytest.fixture(autouse=True)
def _the_test_run_goes_on():
    yield
    stop_event.clear()


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    for event in (done, begun, ended_early):
        event.clear()
    running = EmbeddedWorker()
    running.start()
    yield running
    running.stop()


def test_a_task_that_a_page_sends_is_done_in_this_process(worker):
    note.delay()
    assert done.wait(10)


def test_whatever_mends_runs_at_the_start_and_not_when_the_clock_comes_round_to_it(monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    monkeypatch.setitem(app.conf, "beat_schedule", {})
    ran: set[str] = set()
    all_ran = threading.Event()

    def note_start(sender, **kwargs) -> None:
        ran.add(sender.name)
        if ran >= MENDING.keys():
            all_ran.set()

    task_prerun.connect(note_start)
    running = EmbeddedWorker()
    running.start()
    try:
        assert all_ran.wait(20), MENDING.keys() - ran
    finally:
        running.stop()
        task_prerun.disconnect(note_start)


def test_a_long_task_is_told_to_stop_and_no_thread_stays(worker):
    before = {thread.name for thread in threading.enumerate()}
    assert {"worker", "clock"} <= before
    long_work.delay()
    assert begun.wait(10)
    worker.stop()
    assert ended_early.is_set()
    assert {"worker", "clock"}.isdisjoint(thread.name for thread in threading.enumerate())


def test_it_can_start_again_in_the_same_process(worker):
    worker.stop()
    again = EmbeddedWorker()
    again.start()
    try:
        note.delay()
        assert done.wait(10)
    finally:
        again.stop()


def test_everything_that_happens_by_the_clock_is_a_task_of_some_app():
    app.loader.import_default_modules()
    assert BY_THE_CLOCK.keys() <= app.tasks.keys()
