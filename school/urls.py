"""Every route of the pages and the API; sockets, beats and segments are routed in `school.asgi`."""

from django.urls import include, path
from django.views.generic import TemplateView

from school.accounts.views.language import choose_language
from school.administration.views.logo import institution_logo
from school.api import api

urlpatterns = [
    path("", include("school.operations.urls")),
    path("", include("school.demo.urls")),
    path("", include("progress.urls")),
    path("", include("courses.urls")),
    path("", include("quizzes.urls")),
    path("", include("realtime.urls")),
    path("", include("media.urls")),
    path("", include("school.organisation.urls")),
    path("", include("school.importing.urls")),
    path("", include("school.privacy.urls")),
    path("", include("school.discussion.urls")),
    path("messages/", include("school.notices.urls")),
    path("preferences/", include("school.accounts.urls")),
    path("preferences/language/", choose_language, name="set_language"),
    path("offline/", TemplateView.as_view(template_name="errors/offline.html"), name="offline"),
    path("accounts/", include("school.accounts.allauth_urls")),
    path("accounts/", include("school.accounts.recovery_urls")),
    path("invitations/", include("school.accounts.invitation_urls")),
    path("administration/accounts/", include("school.accounts.administering_urls")),
    path("administration/", include("school.administration.urls")),
    path("institution/logo", institution_logo, name="institution_logo"),
    path("api/", api.urls),
]
handler403 = "school.problems.permission_denied"
handler404 = "school.problems.page_not_found"
handler500 = "school.problems.server_error"
