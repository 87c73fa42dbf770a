"""Pages of one's own account that allauth does not have."""

from django.urls import path

from school.accounts.views.preferences import preferences

app_name = "accounts"
urlpatterns = [
    path("", preferences, name="preferences"),
]
