"""Sockets, beats and segments, natively; in the embedded home also the pages, bridged to WSGI.

Synchronous Django never runs through Django's own ASGI handler: it is several times slower (DESIGN §3.4).
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "school.settings")

import django

django.setup()  # what is imported below has models

from a2wsgi import WSGIMiddleware  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from courses.consumers.segments import segments_app  # noqa: E402
from progress.consumers.beats import beats_app  # noqa: E402
from realtime.consumers.room import room_app  # noqa: E402
from school.checks import refuse_unsafe_mixes  # noqa: E402
from school.slow_bodies import hang_up_on_silence  # noqa: E402
from school.warming import warm_up  # noqa: E402

refuse_unsafe_mixes()

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

PAGE_THREADS = 8
# A file from or to a slow network holds its thread for minutes; pages must not wait for it, nor one way for the other.
FILE_THREADS = 16
HTTP_ROUTES: dict[str, App] = {"/beats": beats_app, "/play/": segments_app}
SOCKET_ROUTES: dict[str, App] = {"/ws/rooms/": room_app}


async def not_here(scope: Scope, receive: Receive, send: Send) -> None:
    """What a socket process answers for a page: in production pages have processes of their own."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"Pages are served by another process.\n"})


async def refuse_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Close a socket that leads nowhere before it is accepted."""
    await receive()
    await send({"type": "websocket.close", "code": 4404})


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Nothing has to be opened or closed, but a server wants to hear so."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def bridged(threads: int) -> App:
    """The pages, in a number of threads of their own."""
    pages = WSGIMiddleware(get_wsgi_application(), workers=threads)  # type: ignore[arg-type]  # Django's stub is narrower than WSGI
    return hang_up_on_silence(pages)


http_fallback: App = not_here
file_routes: dict[str, App] = {}
if settings.HOME == "embedded":
    http_fallback = bridged(PAGE_THREADS)
    file_routes = {prefix: bridged(FILE_THREADS) for prefix in ("/api/uploads/", "/studio/uploads/")}
warm_up()


def _route(scope: Scope) -> App:
    if scope["type"] == "lifespan":
        return lifespan
    is_socket = scope["type"] == "websocket"
    routes, otherwise = (SOCKET_ROUTES, refuse_socket) if is_socket else (HTTP_ROUTES | file_routes, http_fallback)
    for prefix, app in routes.items():
        if scope["path"] == prefix or (prefix.endswith("/") and scope["path"].startswith(prefix)):
            return app
    return otherwise


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Dispatch by the kind of connection and the path."""
    await _route(scope)(scope, receive, send)
