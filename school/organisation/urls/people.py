"""Routes of the member register."""

from __future__ import annotations

from django.urls import URLPattern, path

from school.organisation.views.people import (
    changing,
    correcting,
    filing,
    joining,
    listing,
    registering,
    revealing,
    taking_back,
)

urlpatterns: list[URLPattern] = [
    path("people/", listing.people, name="people"),
    path("people/new/", registering.new, name="person_new"),
    path("people/duplicates/", joining.duplicates, name="duplicates"),
    path("people/me/", correcting.own_record, name="own_record"),
    path("people/me/correction/", correcting.ask, name="ask_correction"),
    path("people/corrections/<slug:correction_id>/", correcting.answer, name="correction"),
    path("people/<slug:member_id>/", filing.person, name="person"),
    path("people/<slug:member_id>/print/", filing.printed, name="person_print"),
    path("people/<slug:member_id>/move/", changing.move, name="person_move"),
    path("people/<slug:member_id>/contact/", changing.contact, name="person_contact"),
    path("people/<slug:member_id>/change/<slug:part>/", changing.change, name="person_change"),
    path("people/<slug:member_id>/show/<slug:detail>/", revealing.show_detail, name="person_show"),
    path("people/<slug:member_id>/take-back/", taking_back.take_newest_back, name="person_take_back"),
    path("people/<slug:member_id>/join/", joining.join, name="person_join"),
    path("people/<slug:member_id>/separate/<slug:alias_id>/", joining.separate, name="person_separate"),
]
