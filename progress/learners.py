"""Who has begun or completed a course: one question, however many they are."""

from __future__ import annotations

from progress.models import CourseCompletion, LectureCompletion, Reading, ViewingSession


def learners_of(*, course_id: int, lecture_id: int | None = None) -> set[int]:
    """Primary keys of members who have opened a recording or read in the course, or completed a part of it; of the one
    lecture where it is named, and whoever has completed the whole course."""
    within = {"lecture": lecture_id} if lecture_id else {"lecture__chapter__course": course_id}
    begun = ViewingSession.objects.filter(**within).values_list("member")
    read = Reading.objects.filter(**within).values_list("member")
    done = LectureCompletion.objects.filter(**within).values_list("member")
    whole = CourseCompletion.objects.filter(course=course_id).values_list("member")
    return {member_id for (member_id,) in begun.order_by().union(read.order_by(), done.order_by(), whole.order_by())}
