"""The one API, wired from each app's router."""

from ninja import NinjaAPI

from courses.api import router as courses_router
from media.api import router as media_router
from progress.api import router as progress_router
from quizzes.api import router as quizzes_router
from realtime.api import router as realtime_router
from school import problems
from school.accounts.authentication import signed_in
from school.notices.api import router as notices_router
from school.organisation.api import router as organisation_router

api = NinjaAPI(
    title="网上党校 · Online Party School",
    version="1",
    description="Errors are problem+json with a stable `code`.",
    auth=signed_in,
    docs_url="/docs",
    openapi_url="/openapi.json",
    urls_namespace="api",
)
for router in (
    media_router,
    courses_router,
    quizzes_router,
    progress_router,
    realtime_router,
    notices_router,
    organisation_router,
):
    api.add_router("", router)
problems.install(api)
