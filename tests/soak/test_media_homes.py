"""Both homes, as they are deployed, lose their server, worker and broker while films are prepared."""

from __future__ import annotations

import json
import os
import signal

import pytest
import redis

from tests.operations.conftest import film  # noqa: F401 - the same film
from tests.operations.processes import ROOT, environment, manage, serving
from tests.operations.topology import logs_of, production, worker_command
from tests.services.programs import running, wait_until

pytestmark = [pytest.mark.redis, pytest.mark.ffmpeg]

PLANT = """
from pathlib import Path
from django.utils import timezone
from media.services import store_file
from school.organisation.models import Member, BuiltInKind
from school.organisation.services.founding import found_organisation
college = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="云桥学院党委")
member = Member.objects.create_user("YQ1", "a long enough pass phrase", name="陈思雨")
for number in range(COUNT):
    path = Path(FILM)
    copy = path.with_name(f"{number}.mp4")
    copy.write_bytes(path.read_bytes() + bytes([0, 0, 0, 9]) + b"free" + bytes([number]))
    store_file(organisation=college, member=member, title=f"誓词 {number}", path=copy, at=timezone.now())
"""
STATES = """
import json
from media.models import Asset
print(json.dumps(list(Asset.objects.values_list("state", flat=True))))
"""
LEFT = """
import json
from media import workspace
print(json.dumps(workspace.scratches()))
"""


def asked(script: str, env) -> list:
    answer = manage("shell", "--verbosity", "0", "-c", script, env=env)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.strip().splitlines()[-1])


def planted(film, count: int, env) -> None:  # noqa: F811
    answer = manage("shell", "-c", f"FILM = {str(film)!r}\nCOUNT = {count}\n{PLANT}", env=env)
    assert answer.returncode == 0, answer.stderr


def test_the_embedded_server_killed_in_the_middle_goes_on_where_it_was(tmp_path, film):  # noqa: F811
    env = environment(tmp_path)
    with serving(tmp_path):
        pass
    planted(film, 2, env)
    with serving(tmp_path) as school:
        wait_until(lambda: {"probing", "transcoding"} & set(asked(STATES, env)), what="work", seconds=60)
        os.killpg(school.process.pid, signal.SIGKILL)
        school.process.wait()
    assert "assets" in manage("unfinished", env=env).stdout
    with serving(tmp_path):
        wait_until(lambda: asked(STATES, env) == ["ready"] * 2, what="both films", seconds=240)
        assert asked(LEFT, env) == []


def test_the_production_home_outlives_its_worker_and_a_flushed_broker(film):  # noqa: F811
    with production() as home:
        try:
            worker = home.processes["worker"]
            os.killpg(worker.pid, signal.SIGSTOP)  # nobody takes the hints before they are gone
            planted(film, 3, home.env)
            redis.Redis.from_url(home.env["REDIS_URL"]).flushall()
            os.killpg(worker.pid, signal.SIGCONT)
            wait_until(lambda: {"probing", "transcoding"} & set(asked(STATES, home.env)), what="work", seconds=120)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            redis.Redis.from_url(home.env["REDIS_URL"]).flushall()
            with running(worker_command(), log=home.folder / "worker-again.log", env=home.env, cwd=ROOT):
                wait_until(lambda: asked(STATES, home.env) == ["ready"] * 3, what="all films", seconds=300)
                assert asked(LEFT, home.env) == []
        except AssertionError as wrong:
            raise AssertionError(logs_of(home)) from wrong
