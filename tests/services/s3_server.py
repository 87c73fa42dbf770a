"""A private server that speaks S3, and buckets on it."""

import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from tests.services.programs import answers, free_port, running, wait_until
from tests.services.strict_s3 import ACCESS_KEY, SECRET_KEY

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Bucket:
    """An empty bucket of a server that lives as long as the test run."""

    endpoint: str
    name: str

    @property
    def url(self) -> str:
        """What ASSETS_URL says of it."""
        return f"s3://{self.name}/school?endpoint={self.endpoint}&region=us-east-1"

    @property
    def env(self) -> dict[str, str]:
        """The settings of a process whose store it is."""
        return {"ASSETS_URL": self.url, "S3_ACCESS_KEY": ACCESS_KEY, "S3_SECRET_KEY": SECRET_KEY}

    def client(self) -> Any:
        """A client of the bucket's server."""
        keys = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY}
        return boto3.client("s3", endpoint_url=self.endpoint, region_name="us-east-1", **keys)

    def allow_origin(self, origin: str) -> None:
        """Let pages of an origin read from it, as docs/how-to/store-recordings.md asks for."""
        rule = {"AllowedMethods": ["GET"], "AllowedOrigins": [origin], "AllowedHeaders": ["*"]}
        self.client().put_bucket_cors(Bucket=self.name, CORSConfiguration={"CORSRules": [rule]})


def make_bucket(endpoint: str) -> Bucket:
    """A fresh bucket."""
    bucket = Bucket(endpoint, f"school-{secrets.token_hex(4)}")
    bucket.client().create_bucket(Bucket=bucket.name)
    return bucket


@contextmanager
def private_s3() -> Iterator[str]:
    """The endpoint of an empty S3 server that lives as long as the context."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="school-s3-") as folder:
        command = [sys.executable, "-m", "tests.services.strict_s3", str(port)]
        with running(command, log=Path(folder) / "log", cwd=ROOT):
            wait_until(lambda: answers(port), what="the S3 server accepting connections")
            yield f"http://127.0.0.1:{port}"
