"""Pages of one's own account that allauth does not have."""

from django.urls import path

from school.accounts.views.keys import keys, revoke_key
from school.accounts.views.preferences import preferences

app_name = "accounts"
urlpatterns = [
    path("", preferences, name="preferences"),
    path("keys/", keys, name="keys"),
    path("keys/<slug:key_id>/revoke/", revoke_key, name="revoke_key"),
]
