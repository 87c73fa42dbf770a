from django.urls import path

from progress.views import desk, evidence, home, packet, roster, year

app_name = "progress"
urlpatterns = [
    path("", home.home, name="home"),
    path("year/", year.year, name="year"),
    path("year/entries/<slug:entry_id>/", evidence.evidence, name="evidence"),
    path("year/packet/<int:year>/", packet.own_packet, name="own_packet"),
    path("desk/", desk.desk, name="desk"),
    path("desk/export.csv", desk.export, name="desk_export"),
    path("desk/courses/<slug:course_id>/", roster.course, name="desk_course"),
    path("desk/courses/<slug:course_id>/export.csv", roster.export, name="desk_course_export"),
    path("desk/entries/<slug:entry_id>/", evidence.evidence_for_desk, name="desk_evidence"),
    path("desk/members/<slug:member_id>/packet/<int:year>/", packet.packet, name="packet"),
]
