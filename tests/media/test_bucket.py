"""What only a bucket does: addresses that lapse, and failing as the network fails."""

from __future__ import annotations

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured

from media import storage
from media.stores import the_store
from school.store_settings import origin_of, storage_at
from tests.media.stores import use_store

KEY = "aB3-xYz_0123"


@pytest.fixture
def segment(bucket, tmp_path) -> str:
    (tmp_path / "part.m4s").write_bytes(b"0123456789")
    the_store().put_file(f"published/{KEY}/e1/part.m4s", tmp_path / "part.m4s")
    return "e1/part.m4s"


def presigned(name: str, seconds: int = 60) -> str:
    return str(storage.presigned(KEY, name, seconds=seconds, content_type="video/iso.segment"))


def test_a_presigned_address_answers_with_the_type_and_ranges(segment):
    answer = httpx.get(presigned(segment), headers={"range": "bytes=2-4"})
    assert (answer.status_code, answer.content) == (206, b"234")
    assert answer.headers["content-type"] == "video/iso.segment"
    assert answer.headers["cache-control"] == "private, no-store"


def test_an_address_without_a_signature_or_with_a_changed_one_is_refused(segment):
    signed = presigned(segment)
    assert httpx.get(signed.partition("?")[0]).status_code == 403
    assert httpx.get(signed.replace("part.m4s", "other.m4s")).status_code == 403
    assert httpx.get(signed.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")).status_code == 403


def test_a_bucket_that_does_not_answer_is_an_error_of_the_system(settings, tmp_path):
    use_store(settings, "s3://away?endpoint=http://127.0.0.1:9&region=us-east-1")
    with pytest.raises(OSError):
        the_store().require_writable()
    with pytest.raises(OSError) as refused:
        list(storage.open_published(KEY, "e1", "master.m3u8"))
    assert not isinstance(refused.value, FileNotFoundError)


def test_a_bucket_that_does_not_exist_is_an_error_of_the_system(settings, s3_endpoint):
    use_store(settings, f"s3://nobody-has-made-this?endpoint={s3_endpoint}&region=us-east-1")
    with pytest.raises(OSError):
        the_store().require_writable()


def test_the_origin_for_the_security_policy_is_where_browsers_are_sent():
    assert origin_of("file:///var/lib/school/assets") == ""
    assert origin_of("s3://b/p?endpoint=https://s3.example.edu:9000&region=cn") == "https://s3.example.edu:9000"
    assert origin_of("s3://b/p?region=cn-north-1") == "https://b.s3.cn-north-1.amazonaws.com"


@pytest.mark.parametrize("url", ["", "/var/lib", "file:var/assets", "file://host/var", "s3:///prefix", "https://x/y"])
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        storage_at(url)
