"""Addresses of who sees a course and when its lectures open."""

from django.urls import URLPattern, path

from courses.views import audience, conditions, enrolments, gates

access_patterns: list[URLPattern] = [
    path("studio/courses/<slug:course_id>/audience/", audience.audience, name="audience"),
    path("studio/courses/<slug:course_id>/enrolments/", enrolments.enrolments, name="enrolments"),
    path("studio/enrolments/<slug:enrolment_id>/end/", enrolments.end, name="end_enrolment"),
    path("studio/lectures/<slug:lecture_id>/gate/", gates.gate, name="gate"),
    path("office-conditions/", conditions.conditions, name="conditions"),
    path("office-conditions/<slug:condition_id>/end/", conditions.end, name="end_condition"),
]
