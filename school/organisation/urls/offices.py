"""Routes of offices and of the tasks addressed to them."""

from __future__ import annotations

from django.urls import URLPattern, path

from school.organisation.views.offices import appointing, ending, handing_over
from school.organisation.views.offices import listing as offices
from school.organisation.views.offices import showing as office
from school.organisation.views.tasks import listing as tasks
from school.organisation.views.tasks import showing as task

urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<slug:task_id>/", task.task, name="task"),
    path("offices/", offices.offices, name="offices"),
    path("offices/new/", appointing.new_office, name="new_office"),
    path("offices/<slug:office_id>/", office.office, name="office"),
    path("offices/<slug:office_id>/end/", ending.end, name="end_office"),
    path("offices/<slug:office_id>/dates/", ending.dates, name="office_dates"),
    path("offices/<slug:office_id>/hand-over/", handing_over.hand_over_office, name="hand_over_office"),
]
