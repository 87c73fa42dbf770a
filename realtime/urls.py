from django.urls import path

from realtime.views import listing, planning, register, room, running

app_name = "realtime"
urlpatterns = [
    path("sessions/", listing.sessions, name="sessions"),
    path("sessions/new/", planning.new_session, name="new_session"),
    path("sessions/<slug:session_id>/", room.room, name="room"),
    path("sessions/<slug:session_id>/edit/", planning.change_session, name="edit_session"),
    path("sessions/<slug:session_id>/cancel/", planning.cancel, name="cancel_session"),
    path("sessions/<slug:session_id>/open/", running.open_room, name="open_room"),
    path("sessions/<slug:session_id>/close/", running.close_room, name="close_room"),
    path("sessions/<slug:session_id>/register/", register.register, name="register"),
]
