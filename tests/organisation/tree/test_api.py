"""The tree over the API: levels, search, one node, nothing beyond reach."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_levels_and_search(client_of, officer, economics, engineering, second_branch, third_branch):
    client = client_of(officer)
    top = client.get("/api/organisations").json()
    assert [node["name"] for node in top["organisations"]] == ["云桥学院党委"]
    below = client.get("/api/organisations", {"under": economics.public_id}).json()
    assert {node["id"] for node in below["organisations"]} == {second_branch.public_id, third_branch.public_id}
    assert not below["more"]
    found = client.get("/api/organisations", {"query": "经管第二", "under": economics.public_id}).json()
    (node,) = found["organisations"]
    assert node["way"] == ["党委", "经济管理学院党总支"]
    assert not client.get("/api/organisations", {"query": "经管", "under": engineering.public_id}).json()[
        "organisations"
    ]
    one = client.get(f"/api/organisations/{economics.public_id}").json()
    assert (one["has_children"], one["closed"], one["kind"]) == (True, False, "general_branch")


def test_strangers_find_nothing(client_of, secretary, learner, economics, third_branch, second_branch):
    client = client_of(secretary)
    names = [node["id"] for node in client.get("/api/organisations", {"query": "支部"}).json()["organisations"]]
    assert names == [second_branch.public_id]
    for address in (f"/api/organisations/{third_branch.public_id}", f"/api/organisations?under={economics.public_id}"):
        assert client.get(address).status_code == 404
    assert client_of(learner).get("/api/organisations").status_code == 403
