"""The media library: finding, naming, deleting, fetching and trying again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from media import storage
from media.models import Asset, AssetState
from media.services import begin_upload, prepare_asset, use_asset
from school.audit.models import AuditEntry

PAGE = "/studio/uploads/"
BYTES = bytes(range(256)) * 40


@pytest.fixture
def put(store, tmp_path):
    """put("title") → a whole file of that title."""

    def kept(title: str, data: bytes = BYTES, **facts) -> Asset:
        path = tmp_path / f"{title}.mp4"
        path.write_bytes(data + title.encode())
        asset = store(path, title=title)
        Asset.objects.filter(pk=asset.pk).update(**facts)
        asset.refresh_from_db()
        return asset

    return kept


def titles(client, query: str = "") -> list[str]:
    return [asset.title for asset in client.get(f"{PAGE}?{query}").context["page"]]


def test_files_are_found_by_every_word_of_title_or_file_name(client_of, instructor, put):
    put("党章 第一讲"), put("党史 第一讲")
    client = client_of(instructor)
    assert titles(client, "q=第一讲+党章") == ["党章 第一讲"]
    assert titles(client, "q=第一讲.mp4") == ["党史 第一讲", "党章 第一讲"]
    assert titles(client, "q=nothing") == []


def test_files_are_narrowed_by_kind_state_and_use(client_of, instructor, put):
    put("声音", kind="audio")
    put("无用", state=AssetState.FAILED, failure_code="not-media")
    held = put("在用")
    use_asset(asset=held, user_kind="lecture", user_id="x")
    client = client_of(instructor)
    assert titles(client, "kind=audio") == ["声音"]
    assert titles(client, "state=failed") == ["无用"]
    assert titles(client, "state=preparing") == ["在用", "声音"]
    assert set(titles(client, "unused=on")) == {"声音", "无用"}
    assert set(titles(client, "kind=nonsense&state=nonsense&order=nonsense&page=99")) == {"声音", "无用", "在用"}


def test_files_are_sorted_as_asked(client_of, instructor, put):
    put("b", b"1", duration_ms=3000), put("a", b"123", duration_ms=2000), put("c", b"12", duration_ms=1000)
    client = client_of(instructor)
    assert titles(client) == ["c", "a", "b"]
    assert titles(client, "order=oldest") == ["b", "a", "c"]
    assert titles(client, "order=title") == ["a", "b", "c"]
    assert titles(client, "order=largest") == ["a", "c", "b"]
    assert titles(client, "order=longest") == ["b", "a", "c"]


def test_the_list_goes_on_on_another_page_and_keeps_what_was_asked(client_of, instructor, put):
    for number in range(21):
        put(f"讲 {number:02}")
    answer = client_of(instructor).get(f"{PAGE}?q=讲&order=title")
    assert len(answer.context["page"]) == 20
    assert "order=title&amp;page=2" in answer.content.decode()
    assert titles(client_of(instructor), "q=讲&order=title&page=2") == ["讲 20"]


def test_another_branchs_files_are_not_listed(client_of, foreign_instructor, put):
    put("党章")
    assert titles(client_of(foreign_instructor)) == []


def test_what_was_begun_is_listed_with_its_end_until_it_expires(client_of, instructor, economics):
    now = timezone.now()
    asset = begin_upload(organisation=economics, member=instructor, filename="半截.mp4", size=10, at=now)
    client = client_of(instructor)
    assert list(client.get(PAGE).context["unfinished"]) == [asset]
    assert titles(client) == []
    assert titles(client, "state=uploading") == ["半截"]
    Asset.objects.update(expires_at=now)
    assert list(client.get(PAGE).context["unfinished"]) == []


@pytest.mark.parametrize("number", [1, 15])
def test_the_library_costs_a_fixed_number_of_queries(
    client_of, instructor, put, economics, number, django_assert_max_num_queries
):
    for index in range(number):
        use_asset(asset=put(f"讲 {index}"), user_kind="lecture", user_id=str(index))
        begin_upload(organisation=economics, member=instructor, filename="x.mp4", size=9, at=timezone.now())
    client = client_of(instructor)
    client.get("/offline/")
    with django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200


def test_a_file_is_renamed_and_the_audit_knows(client_of, instructor, put):
    asset = put("旧名")
    answer = client_of(instructor).post(f"{PAGE}{asset.public_id}/", {"title": "新名"})
    assert answer.status_code == 302
    asset.refresh_from_db()
    assert asset.title == "新名"
    entry = AuditEntry.objects.get(action="media.renamed")
    assert (entry.subject_id, entry.details["from"], entry.details["to"]) == (asset.public_id, "旧名", "新名")
    assert client_of(instructor).post(f"{PAGE}{asset.public_id}/", {"title": ""}).status_code == 422


def test_a_file_that_nothing_uses_is_deleted_with_its_bytes(
    client_of, instructor, put, django_capture_on_commit_callbacks
):
    asset = put("多余")
    client = client_of(instructor)
    assert client.get(f"{PAGE}{asset.public_id}/delete/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{PAGE}{asset.public_id}/delete/").status_code == 302
    assert not Asset.objects.exists()
    assert storage.everything_of(asset.store_key) == []
    assert AuditEntry.objects.get(action="media.deleted").details["title"] == "多余"


def test_bytes_that_another_file_shares_stay(client_of, instructor, put, django_capture_on_commit_callbacks):
    first, second = put("一"), put("二")
    Asset.objects.filter(pk=second.pk).update(store_key=first.store_key)
    with django_capture_on_commit_callbacks(execute=True):
        client_of(instructor).post(f"{PAGE}{first.public_id}/delete/")
    assert storage.has_original(first.store_key)


def test_a_file_in_use_stays(client_of, instructor, put):
    asset = put("在用")
    use_asset(asset=asset, user_kind="lecture", user_id="x")
    client = client_of(instructor)
    for method in (client.get, client.post):
        assert method(f"{PAGE}{asset.public_id}/delete/")["Location"] == f"{PAGE}{asset.public_id}/"
    assert Asset.objects.filter(pk=asset.pk).exists()


def test_the_original_is_a_download_in_ranges(client_of, instructor, put):
    asset = put("党章")
    client, url = client_of(instructor), f"{PAGE}{asset.public_id}/original/"
    whole = client.get(url)
    data = BYTES + "党章".encode()
    assert b"".join(whole.streaming_content) == data
    assert whole["Content-Disposition"].startswith("attachment;")
    assert whole["Content-Type"] == "application/octet-stream"
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{len(data)}")
    assert b"".join(part.streaming_content) == data[100:200]
    assert client.get(url, headers={"Range": f"bytes={len(data)}-"}).status_code == 416
    head = client.head(url)
    assert (head["Content-Length"], b"".join(head.streaming_content)) == (str(len(data)), b"")


def test_an_original_that_has_not_arrived_cannot_be_fetched(client_of, instructor, economics, at):
    asset = begin_upload(organisation=economics, member=instructor, filename="x.mp4", size=9, at=at)
    assert client_of(instructor).get(f"{PAGE}{asset.public_id}/original/").status_code == 404


def test_a_file_that_failed_by_itself_cannot_be_tried_again(client_of, instructor, put):
    asset = put("坏")
    prepare_asset(asset_id=asset.pk)
    client = client_of(instructor)
    page = client.get(f"{PAGE}{asset.public_id}/")
    assert not page.context["retry"]
    client.post(f"{PAGE}{asset.public_id}/retry/")
    asset.refresh_from_db()
    assert asset.state == AssetState.FAILED


def test_a_file_that_failed_by_circumstances_is_tried_again(client_of, instructor, put):
    asset = put("慢", state=AssetState.FAILED, failure_code="too-slow", finished_at=timezone.now())
    client = client_of(instructor)
    assert client.get(f"{PAGE}{asset.public_id}/").context["retry"]
    client.post(f"{PAGE}{asset.public_id}/retry/")
    asset.refresh_from_db()
    assert asset.state != AssetState.FAILED or asset.failure_code != "too-slow"
