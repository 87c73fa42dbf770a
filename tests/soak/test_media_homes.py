"""Both homes, as they are deployed, lose their server, worker and broker while films are prepared."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
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
LEFT = """
import json
from media import workspace
print(json.dumps(workspace.scratches()))
"""


def states(env: dict[str, str]) -> list[str]:
    """Asked of the database itself: starting a program for it may take longer than the work."""
    query = "SELECT state FROM media_asset ORDER BY id"
    if "DATABASE_URL" in env:
        with psycopg.connect(env["DATABASE_URL"]) as postgres:
            return [state for (state,) in postgres.execute(query)]
    with closing(sqlite3.connect(Path(env["DATA_DIR"]) / "school.sqlite3", timeout=30)) as lite:
        return [state for (state,) in lite.execute(query)]


def at_work(env: dict[str, str]) -> bool:
    return not {"probing", "transcoding"}.isdisjoint(states(env))


def left(env: dict[str, str]) -> list[str]:
    answer = manage("shell", "--verbosity", "0", "-c", LEFT, env=env)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.strip().splitlines()[-1])


def planted(film, count: int, env: dict[str, str]) -> None:  # noqa: F811
    answer = manage("shell", "-c", f"FILM = {str(film)!r}\nCOUNT = {count}\n{PLANT}", env=env)
    assert answer.returncode == 0, answer.stderr


def test_the_embedded_server_killed_in_the_middle_goes_on_where_it_was(tmp_path, film):  # noqa: F811
    env = environment(tmp_path, FFMPEG_PRESET="slower")
    with serving(tmp_path):
        pass
    planted(film, 2, env)
    with serving(tmp_path, FFMPEG_PRESET="slower") as school:
        wait_until(lambda: at_work(env), what="work", seconds=60)
        os.killpg(school.process.pid, signal.SIGKILL)
        school.process.wait()
    assert set(states(env)) != {"ready"}
    with serving(tmp_path):
        wait_until(lambda: states(env) == ["ready"] * 2, what="both films", seconds=300)
        assert left(env) == []


def test_the_production_home_outlives_its_worker_and_a_flushed_broker(film):  # noqa: F811
    with production() as home:
        env = home.env | {"FFMPEG_PRESET": "slower"}
        worker = home.processes["worker"]
        os.killpg(worker.pid, signal.SIGSTOP)  # nobody takes the hints before they are gone
        planted(film, 3, env)
        redis.Redis.from_url(env["REDIS_URL"]).flushall()
        os.killpg(worker.pid, signal.SIGKILL)
        try:
            with running(worker_command(), log=home.folder / "told-to-stop.log", env=env, cwd=ROOT) as polite:
                wait_until(lambda: at_work(env), what="work after the flush", seconds=150)
                polite.send_signal(signal.SIGTERM)
                polite.wait(60)
            assert not at_work(env), "told to stop, it handed its work back"
            with running(worker_command(), log=home.folder / "killed.log", env=env, cwd=ROOT) as killed:
                wait_until(lambda: at_work(env), what="work again", seconds=150)
                os.killpg(killed.pid, signal.SIGKILL)
                killed.wait()
            redis.Redis.from_url(env["REDIS_URL"]).flushall()
            with running(worker_command(), log=home.folder / "last.log", env=home.env, cwd=ROOT):
                wait_until(lambda: states(env) == ["ready"] * 3, what="all films", seconds=400)
                assert left(env) == []
        except (AssertionError, TimeoutError) as wrong:
            raise AssertionError(logs_of(home)) from wrong
