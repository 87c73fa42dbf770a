from django.urls import path

from progress.views import assignments, desk, evidence, home, insights, packet, roster, year

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
    path("assignments/new/<slug:course_id>/", assignments.assign, name="assign"),
    path("assignments/", assignments.assignments, name="assignments"),
    path("assignments/<slug:assignment_id>/", assignments.assignment, name="assignment"),
    path("assignments/<slug:assignment_id>/export.csv", assignments.export, name="assignment_export"),
    path("assignments/<slug:assignment_id>/change/", assignments.change, name="change_assignment"),
    path("assignments/<slug:assignment_id>/end/", assignments.end, name="end_assignment"),
    path("assignments/<slug:assignment_id>/resume/", assignments.resume, name="resume_assignment"),
    path("desk/entries/<slug:entry_id>/", evidence.evidence_for_desk, name="desk_evidence"),
    path("desk/members/<slug:member_id>/packet/<int:year>/", packet.packet, name="packet"),
    path("studio/courses/<slug:course_id>/insights/", insights.course, name="course_insights"),
    path("studio/lectures/<slug:lecture_id>/insights/", insights.lecture, name="lecture_insight"),
    path("studio/lectures/<slug:lecture_id>/insights/refresh/", insights.refresh, name="refresh_insight"),
    path("studio/lectures/<slug:lecture_id>/insights.csv", insights.export, name="export_insight"),
]
