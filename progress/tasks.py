from celery import shared_task
from django.utils import timezone

from courses.models import LectureRevision
from progress.services.looking_in import work_out
from progress.services.rebuilding import rebuild
from progress.services.telling_assigned import tell_all


@shared_task(name="progress.tasks.work_out_insight")
def work_out_insight(lecture_id: int) -> bool:
    """What an author asked for and many people stand behind; whether the lecture is still published."""
    shown = LectureRevision.objects.current().filter(lecture=lecture_id).select_related("asset").first()
    if shown is not None:
        work_out(shown=shown, at=timezone.now())
    return shown is not None


@shared_task(name="progress.tasks.tell_assigned")
def tell_assigned() -> int:
    """At start and every ten minutes: of whom a course is newly asked, and for whom it is soon due; how many
    assignments were looked at."""
    return tell_all(at=timezone.now())


@shared_task(name="progress.tasks.compare_with_facts")
def compare_with_facts() -> int:
    """Every night: raise what fell short of the facts of record; how many differences are left for a person."""
    return len(rebuild(at=timezone.now()))
