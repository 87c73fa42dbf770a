"""The built front end and how long browsers keep it; `school.settings` takes all of it."""

from pathlib import Path
from wsgiref.headers import Headers

STATIC_URL = "/static/"
FRONTEND_DIST = Path(__file__).resolve().parent.parent / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False


def _is_hashed(path: str, url: str) -> bool:
    """Vite puts a content hash into every name below assets/, so those may be kept for ever."""
    return url.startswith("/static/assets/")


def _allow_worker_everywhere(headers: Headers, path: str, url: str) -> None:
    """The service worker lies below /static/ but answers for every page while the network is away."""
    if url == "/static/sw.js":
        headers["Service-Worker-Allowed"] = "/"
        headers["Cache-Control"] = "no-cache"


WHITENOISE_IMMUTABLE_FILE_TEST = _is_hashed
WHITENOISE_ADD_HEADERS_FUNCTION = _allow_worker_everywhere
