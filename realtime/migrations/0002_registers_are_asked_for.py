"""Sessions that ended before there were tasks: whoever can confirm their register is asked now."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

from school.organisation.names import fold
from school.organisation.tree_paths import prefixes

HOSTING = ("branch_secretary", "committee_officer", "host")
BATCH = 500


def ask(apps, schema_editor):
    Session = apps.get_model("realtime", "StudySession")
    Task = apps.get_model("organisation", "Task")
    asked = set(Task.objects.filter(kind="confirm_register").values_list("subject_id", flat=True))
    waiting = Session.objects.filter(state="ended", confirmed_at__isnull=True, register__isnull=False).distinct()
    secretaries, hosts = _in_office(apps)
    tasks = []
    for session in waiting.select_related("organisation").order_by("pk"):
        if session.public_id in asked:
            continue
        above = (secretaries[path] for path in reversed(prefixes(session.organisation.path)) if path in secretaries)
        place, role = session.organisation_id, "branch_secretary"
        if (nearest := next(above, None)) is not None:
            place = nearest
        elif place in hosts:
            role = hosts[place]
        held_on = timezone.localdate(session.opened_at or session.starts_at)
        facts = {"title": session.title, "held_on": held_on.isoformat()}
        tasks.append(
            Task(
                kind="confirm_register",
                subject_kind="study_session",
                subject_id=session.public_id,
                organisation_id=place,
                role=role,
                facts=facts,
                search_text=fold(" ".join(facts.values()))[:300],
                due_on=timezone.localdate(session.closed_at) + timedelta(days=7),
                created_at=session.closed_at,
            )
        )
    Task.objects.bulk_create(tasks, batch_size=BATCH)


def _in_office(apps):
    """Path → place of secretaries, place → role of others who host; of today."""
    today = timezone.localdate()
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    held = apps.get_model("organisation", "Office").objects.filter(running, starts_on__lte=today, role__in=HOSTING)
    secretaries, hosts = {}, {}
    for role, place, path in held.order_by("pk").values_list("role", "organisation_id", "organisation__path"):
        if role == "branch_secretary":
            secretaries[path] = place
        else:
            hosts.setdefault(place, role)
    return secretaries, hosts


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_initial"), ("organisation", "0012_tasks_are_searched")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
