"""Taking up an invitation, and making invitations."""

from django.urls import path

from school.accounts.views.entering import enter_code, open_invitation
from school.accounts.views.invitations import again, invitations, invite_people, mail, revoke

app_name = "invitations"
urlpatterns = [
    path("", enter_code, name="enter"),
    path("link/<str:token>/", open_invitation, name="open"),
    path("people/", invitations, name="list"),
    path("people/new/", invite_people, name="new"),
    path("people/<slug:invitation_id>/again/", again, name="again"),
    path("people/<slug:invitation_id>/mail/", mail, name="mail"),
    path("people/<slug:invitation_id>/revoke/", revoke, name="revoke"),
]
