"""The queue and what happens by the clock.

The database is the truth for work; a message is only a hint, so a lost one costs time and never a result (STACK §2).
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init, worker_ready, worker_shutting_down
from django.core.exceptions import ImproperlyConfigured

from media.stopping import stop_event

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "school.settings")

app = Celery("school")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60.0

# What mends a start after a kill: sent once when a worker starts, and then by the clock.
MENDING = {
    "school.events.tasks.retry_pending": MINUTE,
    "school.audit.tasks.seal_entries": MINUTE / 2,
    "school.audit.tasks.make_archives": MINUTE,
    "school.notices.tasks.deliver": MINUTE,
    "school.accounts.tasks.send_mails": MINUTE,
    "school.importing.tasks.sweep": MINUTE,
    "media.tasks.sweep": MINUTE,
    "media.tasks.make_caption_drafts": MINUTE,
    "media.tasks.expire_uploads": 10 * MINUTE,
    "courses.tasks.index_missing": MINUTE,
    "courses.tasks.carry_out_plans": MINUTE,
    "courses.tasks.sweep_imports": MINUTE,
    "courses.tasks.check_links": MINUTE,
    "progress.tasks.tell_assigned": 10 * MINUTE,
    "quizzes.tasks.submit_expired": MINUTE,
    "realtime.tasks.close_stale_presence": MINUTE,
    "school.privacy.tasks.make_own_files": MINUTE,
}
BY_THE_CLOCK = MENDING | {
    "school.audit.tasks.anchor": 60 * MINUTE,
    "school.importing.tasks.clear": 60 * MINUTE,
    "school.privacy.tasks.expire_own_files": 60 * MINUTE,
    "school.accounts.tasks.forget_failures": 60 * MINUTE,
    "school.accounts.tasks.forget_ended_sign_ins": 60 * MINUTE,
    "school.notices.tasks.forget_delivered": 60 * MINUTE,
    "courses.tasks.forget_links": 24 * 60 * MINUTE,
}

app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds, "options": {"expires": seconds}} for name, seconds in BY_THE_CLOCK.items()
}

# While few people are there.
app.conf.beat_schedule["school.privacy.tasks.retain"] = {
    "task": "school.privacy.tasks.retain",
    "schedule": crontab(hour="3", minute="20"),
}
app.conf.beat_schedule["media.tasks.collect_garbage"] = {
    "task": "media.tasks.collect_garbage",
    "schedule": crontab(hour="3", minute="40"),
}
app.conf.beat_schedule["courses.tasks.forget_steps"] = {
    "task": "courses.tasks.forget_steps",
    "schedule": crontab(hour="3", minute="30"),
}
app.conf.beat_schedule["courses.tasks.note_links"] = {
    "task": "courses.tasks.note_links",
    "schedule": crontab(hour="3", minute="50"),
}
app.conf.beat_schedule["progress.tasks.compare_with_facts"] = {
    "task": "progress.tasks.compare_with_facts",
    "schedule": crontab(hour="4", minute="10"),
}
# When people begin their day.
app.conf.beat_schedule["courses.tasks.ask_for_looks"] = {
    "task": "courses.tasks.ask_for_looks",
    "schedule": crontab(hour="7", minute="40"),
}
app.conf.beat_schedule["school.discussion.tasks.ask_instructors"] = {
    "task": "school.discussion.tasks.ask_instructors",
    "schedule": crontab(hour="7", minute="50"),
}
app.conf.beat_schedule["school.organisation.tasks.remind_of_tasks"] = {
    "task": "school.organisation.tasks.remind_of_tasks",
    "schedule": crontab(hour="8", minute="0"),
}


@worker_init.connect
@beat_init.connect
def start_on_sound_settings(**kwargs: object) -> None:
    """A worker and a clock refuse what the servers refuse; Celery would only log another kind of exception."""
    from school.checks import refuse_unsafe_mixes  # noqa: PLC0415 - needs the settings, which Celery reads late

    try:
        refuse_unsafe_mixes()
    except ImproperlyConfigured as unsafe:
        raise SystemExit(str(unsafe)) from unsafe


@worker_ready.connect
def mend(**kwargs: object) -> None:
    """When a worker starts, ask for everything that picks up what a killed process left behind."""
    for name in MENDING:
        app.send_task(name)


@worker_shutting_down.connect
def end_encoders(**kwargs: object) -> None:
    """A worker that is told to stop would otherwise wait for its encoders, for an hour and more."""
    stop_event.set()
