"""Pages of one's own account that allauth does not have."""

from django.urls import path

from school.accounts.views.held import drop_held_form, held_form
from school.accounts.views.keys import keys, revoke_key
from school.accounts.views.preferences import preferences
from school.accounts.views.sign_ins import end_one, end_others, own_sign_ins, stay, time_left

app_name = "accounts"
urlpatterns = [
    path("", preferences, name="preferences"),
    path("sign-ins/", own_sign_ins, name="sign_ins"),
    path("sign-ins/left/", time_left, name="time_left"),
    path("sign-ins/stay/", stay, name="stay"),
    path("sign-ins/others/end/", end_others, name="end_other_sign_ins"),
    path("sign-ins/<slug:sign_in_id>/end/", end_one, name="end_sign_in"),
    path("held/", held_form, name="held_form"),
    path("held/drop/", drop_held_form, name="drop_held_form"),
    path("keys/", keys, name="keys"),
    path("keys/<slug:key_id>/revoke/", revoke_key, name="revoke_key"),
]
