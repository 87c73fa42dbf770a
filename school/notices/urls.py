"""The inbox and how one wants to be told."""

from django.urls import path

from school.notices.views.inbox import clear, inbox, open_notice, read_all, restore
from school.notices.views.preferences import preferences

app_name = "notices"
urlpatterns = [
    path("", inbox, name="inbox"),
    path("read/", read_all, name="read_all"),
    path("preferences/", preferences, name="preferences"),
    path("<slug:notice_id>/", open_notice, name="open"),
    path("<slug:notice_id>/clear/", clear, name="clear"),
    path("<slug:notice_id>/restore/", restore, name="restore"),
]
