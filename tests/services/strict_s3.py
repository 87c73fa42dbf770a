"""moto's S3 server, behind the one thing that it leaves out: nobody gets in without a signature that holds now.

Run as a program: `python -m tests.services.strict_s3 PORT`. Keys are ACCESS_KEY and SECRET_KEY; CORS is what a bucket
says, not open to all. Signatures of the client library are taken on sight of the key; those in addresses (presigned)
are computed anew and go out of date, as on a real server.
"""

import hashlib
import hmac
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote

ACCESS_KEY = "school-tests"
SECRET_KEY = "the secret key of a bucket that lives for one test run"
CONTROL = "/moto-api/"
MOMENT = "%Y%m%dT%H%M%SZ"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def refusal(environ: dict[str, Any]) -> str | None:
    """Why a request may not come in; None when it may."""
    if environ["PATH_INFO"].startswith(CONTROL) or environ["REQUEST_METHOD"] == "OPTIONS":
        return None
    if environ.get("HTTP_AUTHORIZATION", "").startswith(f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/"):
        return None
    asked = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
    if "X-Amz-Signature" not in asked:
        return "AccessDenied"
    if not hmac.compare_digest(signature(environ, asked), asked["X-Amz-Signature"]):
        return "SignatureDoesNotMatch"
    signed_at = datetime.strptime(asked["X-Amz-Date"], MOMENT).replace(tzinfo=UTC)
    lapsed = datetime.now(UTC) > signed_at + timedelta(seconds=int(asked["X-Amz-Expires"]))
    return "AccessDenied: Request has expired" if lapsed else None


def signature(environ: dict[str, Any], asked: dict[str, str]) -> str:
    """Version 4, in the query, of a request that signs its host alone."""
    moment, scope = asked["X-Amz-Date"], asked["X-Amz-Credential"].partition("/")[2]
    query = "&".join(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in sorted(asked.items())
        if name != "X-Amz-Signature"
    )
    lines = [
        environ["REQUEST_METHOD"], quote(environ["PATH_INFO"]), query,
        f"host:{environ['HTTP_HOST']}", "", "host", "UNSIGNED-PAYLOAD",
    ]  # fmt: skip
    told = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    key = f"AWS4{SECRET_KEY}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{told}".encode(), "sha256").hex()


def strict(application: Application) -> Application:
    """The application behind the gate."""

    def gate(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        why = refusal(environ)
        if why is None:
            return application(environ, start)
        body = f"<Error><Code>{why.partition(':')[0]}</Code><Message>{why}</Message></Error>".encode()
        start("403 Forbidden", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]

    return gate


def main(port: int) -> None:
    """Serve until ended."""
    os.environ |= {"DISABLE_GLOBAL_CORS": "true", "MOTO_PORT": str(port)}
    # Heavy, reads the environment as it is loaded, and only the server needs it.
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: PLC0415
    from werkzeug.serving import run_simple  # noqa: PLC0415

    run_simple("127.0.0.1", port, strict(DomainDispatcherApplication(create_backend_app)), threaded=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
