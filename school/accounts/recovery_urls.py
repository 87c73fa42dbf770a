"""A lost password, and what is read before anything else."""

from django.urls import path

from school.accounts.views.entering import new_password
from school.accounts.views.purpose import purpose
from school.accounts.views.recovery import forgotten, open_mail, secretary
from school.accounts.views.slips import issue

app_name = "recovery"
urlpatterns = [
    path("forgotten/", forgotten, name="forgotten"),
    path("forgotten/secretary/", secretary, name="secretary"),
    path("forgotten/link/<str:token>/", open_mail, name="open"),
    path("new-password/", new_password, name="new_password"),
    path("slips/<slug:member_id>/", issue, name="slip"),
    path("purpose/", purpose, name="purpose"),
]
