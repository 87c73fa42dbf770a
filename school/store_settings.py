"""settings.ASSETS_URL, read: `file:///folder` or `s3://bucket/prefix?endpoint=…&region=…`.

Settings use this before any app is ready, so it knows nothing of the rest.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_at(url: str, *, access_key: str = "", secret_key: str = "") -> dict[str, Any]:
    """The entry of Django's STORAGES for an address.

    Of a bucket, `endpoint` is where this machine reaches it, `region` its region; without keys the machine's own role
    is used. Raises ImproperlyConfigured when the address is neither kind.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and Path(unquote(parts.path)).is_absolute():
        folder = {"location": unquote(parts.path), "base_url": "/play/"}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": folder}
    if parts.scheme == "s3" and parts.netloc:
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": _bucket(parts.netloc, parts.path.strip("/"), asked, access_key, secret_key),
        }
    raise ImproperlyConfigured("ASSETS_URL is file:///folder or s3://bucket/prefix?endpoint=…&region=…")


def _bucket(name: str, prefix: str, asked: dict[str, str], access_key: str, secret_key: str) -> dict[str, Any]:
    from botocore.config import Config  # noqa: PLC0415 - only the home that has a bucket loads its client

    return {
        "bucket_name": name,
        "location": prefix,
        "endpoint_url": asked.get("endpoint") or None,
        "region_name": asked.get("region") or "us-east-1",
        "access_key": access_key or None,
        "secret_key": secret_key or None,
        "querystring_auth": True,
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if asked.get("endpoint") else "auto"},
            # Servers that are not Amazon's do not all know the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 3, "mode": "standard"},
            max_pool_connections=32,
        ),
    }


def origin_of(url: str) -> str:
    """The origin that browsers are sent to for the bytes; empty where they come from us. For the CSP."""
    parts = urlsplit(url)
    if parts.scheme != "s3":
        return ""
    asked = parse_qs(parts.query)
    if endpoint := asked.get("endpoint", [""])[-1]:
        told = urlsplit(endpoint)
        return f"{told.scheme}://{told.netloc}"
    region = asked.get("region", ["us-east-1"])[-1]
    return f"https://{parts.netloc}.s3.{region}.amazonaws.com"
