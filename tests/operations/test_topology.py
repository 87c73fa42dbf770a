"""The production home as it is deployed, walked through by people: a lecture on two devices, a session in one room."""

import json
import re
import signal
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from websockets.sync.client import ClientConnection, connect

from tests.operations.conftest import FILM_SECONDS
from tests.operations.people import Device
from tests.operations.topology import Topology, connections_to, logs_of, production
from tests.services.programs import wait_until

pytestmark = [pytest.mark.redis, pytest.mark.ffmpeg]

TWICE = 2.0

PLANT = """
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from django.utils import timezone
from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.services import store_file
from school.accounts.services.acknowledging import acknowledge_for
from school.organisation.models import Member, BuiltInKind, Role, Stage
from school.organisation.services.founding import found_organisation
from school.organisation.services.joining import affiliate, appoint

at, founded = timezone.now(), date(2012, 9, 1)
college = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="云桥学院党委")
branch = found_organisation(parent=college, kind=BuiltInKind.BRANCH, name="经管第二党支部")

def member(number, name, *roles):
    made = Member.objects.create_user(number, "a long enough pass phrase", name=name, stage=Stage.FULL)
    affiliate(member=made, organisation=branch, on=founded)
    for role in roles:
        appoint(member=made, organisation=branch, role=role, on=founded, by=None)
    return made

learner, peer = member("YQ1", "周文静"), member("YQ2", "赵明远")
secretary = member("YQ3", "刘建国", Role.BRANCH_SECRETARY)
instructor = member("YQ4", "陈思雨", Role.INSTRUCTOR)
acknowledge_for(member_ids=Member.objects.values_list("pk", flat=True), at=at)
course = create_course(organisation=branch, member=instructor, title="入党誓词怎样读", at=at, required=True)
chapter = add_chapter(course=course, title="第一章", at=at)
asset = store_file(organisation=branch, member=instructor, title="誓词", path=Path(FILM), at=at)
lecture = add_lecture(chapter=chapter, kind="video", title="誓词里的每一句话", minutes=Decimal(45), asset=asset, at=at)
print(json.dumps({
    "course": course.public_id, "lecture": lecture.public_id, "asset": asset.public_id, "branch": branch.public_id,
    "learner": learner.public_id, "peer": peer.public_id, "secretary": secretary.public_id,
    "instructor": instructor.public_id,
}))
"""

PUBLISH = """
from django.utils import timezone
from courses.models import Course
from courses.services import publish_course
from school.organisation.models import Organisation
course = Course.objects.get()
publish_course(course=course, member=course.created_by, at=timezone.now(),
               audiences=[Organisation.objects.get(name="经管第二党支部")])
"""

ASSET_STATE = "from media.models import Asset; print(Asset.objects.get().state)"

LEDGER = """
from progress.models import LedgerEntry
print(";".join(f"{e.member.number}={e.hours}" for e in LedgerEntry.objects.order_by("member__number", "number")))
"""


@pytest.fixture(scope="module")
def topology() -> Iterator[Topology]:
    with production() as running:
        try:
            yield running
        finally:
            sys.stderr.write(logs_of(running))


@pytest.fixture(scope="module")
def ids(topology: Topology, film: Path) -> dict[str, str]:
    """A branch with four people, and a published course with a film that the worker has made ready."""
    planted = json.loads(topology.plant(f"FILM = {str(film)!r}\n{PLANT}"))
    wait_until(lambda: topology.plant(ASSET_STATE) in {"ready", "failed"}, what="the transcoding", seconds=90)
    assert topology.plant(ASSET_STATE) == "ready"
    topology.plant(PUBLISH)
    return planted


def _watch(device: Device, lecture: str, media: list[int]) -> dict:
    """Watch a part at twice the speed, in real time, and report it in one beat."""
    session = device.post_json("/api/viewing-sessions", {"lecture_id": lecture}, expect=201)
    wall = int((media[1] - media[0]) / TWICE)
    time.sleep(wall / 1000)
    beat = {"seq": 1, "wall": [0, wall], "media": [media], "rate": TWICE}
    answer = device.post_json("/beats", {"token": session["token"], "beats": [beat]}, expect=200)
    assert answer["refused"] == []
    return {"opened": session, **answer}


def test_a_member_watches_on_two_devices_and_completes(topology, ids):
    phone, desk = Device(topology.url, "YQ1"), Device(topology.url, "YQ1")
    assert "誓词里的每一句话" in phone.get(f"/courses/{ids['course']}/").text
    assert phone.get(f"/lectures/{ids['lecture']}/").status_code == 200
    _plays(phone, f"/play/{ids['lecture']}/{ids['asset']}")

    middle = FILM_SECONDS * 500
    left = _watch(phone, ids["lecture"], [0, middle])
    assert not left["coverage"]["complete"]
    went_on = _watch(desk, ids["lecture"], [middle, FILM_SECONDS * 1000])
    assert abs(went_on["opened"]["resume_ms"] - middle) <= 1000
    assert went_on["coverage"]["complete"]
    assert went_on["coverage"]["missing"] == []
    assert "誓词里的每一句话" in desk.get("/year/").text
    assert topology.plant(LEDGER) == "YQ1=1.00"


def _plays(device: Device, root: str) -> None:
    """The playlists and a segment arrive, the segment from nginx itself; a stranger gets none of them."""
    master = device.get(f"{root}/master.m3u8")
    assert master.headers["content-type"] == "application/vnd.apple.mpegurl"
    variant = next(line for line in master.text.splitlines() if line and not line.startswith("#"))
    playlist = device.get(f"{root}/{variant}").text
    segment = next(line for line in playlist.splitlines() if line.endswith(".m4s"))
    address = f"{root}/{Path(variant).parent}/{segment}"
    part = device.get(address, headers={"Range": "bytes=0-99"})
    assert (part.status_code, len(part.content)) == (206, 100)
    assert "x-accel-redirect" not in part.headers
    whole = device.get(address).content
    for wanted, status, length in (("bytes=0-99", 206, 100), ("bytes=-7", 206, 7), ("bytes=0-1,5-6", 200, None)):
        piece = device.get(address, headers={"range": wanted})
        assert (piece.status_code, len(piece.content)) == (status, length or len(whole)), wanted
    assert device.get(address, headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    stale = {"range": "bytes=0-9", "if-range": '"older"'}
    assert device.get(address, headers=stale).content == whole
    stranger = Device(device.url)
    assert stranger.get(address).status_code == 403
    assert stranger.get(f"/protected-assets/{root.rsplit('/', 1)[1]}/master.m3u8").status_code == 404


class Room:
    """One member's socket in a room."""

    def __init__(self, device: Device, session_id: str, after: int = 0) -> None:
        self.texts: list[str] = []
        self.last = after
        url = device.url
        self._open = ExitStack()
        socket = connect(
            f"{url.replace('http', 'ws', 1)}/ws/rooms/{session_id}?after={after}",
            origin=url,
            additional_headers={"Cookie": device.cookie_header()},
            proxy=None,
        )
        self._socket: ClientConnection = self._open.enter_context(socket)

    def say(self, text: str) -> None:
        self._socket.send(json.dumps({"type": "say", "client_id": str(uuid.uuid4()), "text": text}))

    def hear(self, wanted: list[str], seconds: float = 10) -> None:
        """Read until these messages, in this order and nothing beside them, have come."""
        end = time.monotonic() + seconds
        while self.texts != wanted:
            assert time.monotonic() < end, (self.texts, wanted)
            frame = json.loads(self._socket.recv(timeout=seconds))
            assert frame["type"] != "refused", frame
            for event in frame.get("events", ()):
                assert event["number"] == self.last + 1
                self.last = event["number"]
                if event["kind"] == "message":
                    self.texts.append(event["text"])

    def leave(self) -> None:
        self._open.close()


def test_two_members_share_a_room_across_processes_and_hours_count_once(topology, ids):
    secretary, first, second = (Device(topology.url, number) for number in ("YQ3", "YQ1", "YQ2"))
    session_id = _open_session(secretary, ids)
    learner, peer = Room(first, session_id), Room(second, session_id)
    assert [connections_to(port) > 0 for port in topology.socket_ports] == [True, True]

    learner.say("誓词第一句是什么")
    peer.hear(["誓词第一句是什么"])
    learner.hear(["誓词第一句是什么"])
    peer.leave()
    missed = ["我志愿加入", "中国共产党", "拥护党的纲领"]
    for text in missed:
        learner.say(text)
    learner.hear(["誓词第一句是什么", *missed])
    time.sleep(2)
    back = Room(second, session_id, after=peer.last)
    back.hear(missed)
    back.say("我回来了")
    learner.hear(["誓词第一句是什么", *missed, "我回来了"])

    secretary.post_form(f"/sessions/{session_id}/close/", {})
    _confirm(secretary, session_id, ids)
    # The learner had completed the lecture alone before: for her nothing is added.
    assert topology.plant(LEDGER) == "YQ1=1.00;YQ2=1.00"
    assert "学誓词" in second.get("/year/").text


def _open_session(secretary: Device, ids: dict[str, str]) -> str:
    now = timezone.localtime()
    plan = {
        "title": "学誓词",
        "organisation": ids["branch"],
        "starts_at": now.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (now + timedelta(minutes=60)).strftime("%Y-%m-%dT%H:%M"),
        "planned_minutes": "45",
        "host": ids["secretary"],
        "lecture": ids["lecture"],
    }
    made = secretary.post_form("/sessions/new/", plan)
    session_id = re.search(r"/sessions/([\w-]{12})/", str(made.url))[1]
    secretary.post_form(f"/sessions/{session_id}/open/", {})
    return session_id


def _confirm(secretary: Device, session_id: str, ids: dict[str, str]) -> None:
    page = secretary.get(f"/sessions/{session_id}/register/").text
    assert {"周文静", "赵明远"} <= set(re.findall(r"周文静|赵明远", page))
    standings = {f"standing-{ids[name]}": "absent" for name in ("secretary", "instructor")}
    standings |= {f"standing-{ids[name]}": "present" for name in ("learner", "peer")}
    for _time in range(2):  # sent twice, as by an impatient finger: still counts once
        secretary.post_form(f"/sessions/{session_id}/register/", standings | {"reason": "核对过"})


def test_a_killed_socket_process_costs_nobody_a_message(topology, ids):
    secretary, first, second = (Device(topology.url, number) for number in ("YQ3", "YQ1", "YQ2"))
    session_id = _open_session(secretary, ids)
    members = {device: Room(device, session_id) for device in (first, second)}
    killed, *_others = topology.socket_ports
    topology.processes[f"sockets-{killed}"].send_signal(signal.SIGKILL)
    wait_until(lambda: connections_to(killed) == 0, what="the connections of the killed process ending")
    # Whoever was on the killed process comes back, as the page does by itself; the log knows where she was.
    back = {device: Room(device, session_id, after=room.last) for device, room in members.items()}
    back[first].say("还在吗")
    back[second].hear(["还在吗"])
    back[first].hear(["还在吗"])
    secretary.post_form(f"/sessions/{session_id}/close/", {})
