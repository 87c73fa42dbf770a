"""A browser that calls a WSGI application directly: what a server would hand over, without the server."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.test import Client

from school.organisation.models import Member

CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Browser:
    """The browser of a member, signed in, or of nobody yet."""

    def __init__(self, member: Member | None = None, *, address: str = "127.0.0.1") -> None:
        self._address = address
        self._cookies = {settings.CSRF_COOKIE_NAME: CSRF}
        if member is not None:
            client = Client()
            client.force_login(member)
            self._cookies[settings.SESSION_COOKIE_NAME] = str(client.session.session_key)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def ask(
        self,
        application: Callable[..., Any],
        method: str,
        path: str,
        *,
        json: Any = None,
        form: dict[str, str] | None = None,
    ) -> Answer:
        """One request, answered to its last byte."""
        body, content_type = b"", "text/plain"
        if json is not None:
            body, content_type = orjson.dumps(json), "application/json"
        elif form is not None:
            body, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
        said: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], None]:
            said.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))
            return lambda _data: None

        answered = application(self._environ(method, path, body, content_type), start_response)
        content = b"".join(answered)
        answered.close()
        return Answer(said["status"], said["headers"], content)

    def _environ(self, method: str, path: str, body: bytes, content_type: str) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self._address,
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
            "HTTP_X_CSRFTOKEN": CSRF,
            "HTTP_COOKIE": self.cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.version": (1, 0),
        }
