"""The rooms of the three administrators."""

from django.urls import path

from school.administration.views.archives import archives, download
from school.administration.views.audit import audit, entry
from school.administration.views.home import home
from school.administration.views.mail import test_mail
from school.administration.views.policies import group, one_policy, reset

app_name = "administration"
urlpatterns = [
    path("", home, name="home"),
    path("groups/<slug:group>/", group, name="group"),
    path("policies/<str:key>/", one_policy, name="policy"),
    path("policies/<str:key>/reset/", reset, name="reset"),
    path("mail/test/", test_mail, name="test_mail"),
    path("audit/", audit, name="audit"),
    path("audit/entries/<int:audit_id>/", entry, name="audit_entry"),
    path("audit/archives/", archives, name="archives"),
    path("audit/archives/<slug:archive_id>/file/", download, name="archive_file"),
]
