"""One command serves the whole school, says what is in its way, and stops without a trace."""

import os
import signal
import socket

import httpx
import pytest

from tests.operations.processes import environment, manage, serving
from tests.services.programs import wait_until


def _group_is_gone(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_serves_pages_and_stops_at_ctrl_c_leaving_nothing(tmp_path):
    with serving(tmp_path, bare=True) as school:
        page = httpx.get(f"{school.url}/accounts/login/")
        assert page.status_code == 200
        assert httpx.get(f"{school.url}/play/a/b/master.m3u8").status_code in {401, 403, 404}
        assert school.interrupt() == 0
        assert _group_is_gone(school.process.pid)
        assert school.said.endswith("Stopped.\n")
        assert "Traceback" not in school.said
        assert school.url in school.said
        assert "manage.py begin_school" in school.said


def test_a_polite_kill_stops_it_like_ctrl_c(tmp_path):
    with serving(tmp_path) as school:
        school.process.send_signal(signal.SIGTERM)
        assert school.process.wait(30) == 0
        assert "Traceback" not in school.said


def test_a_taken_port_gets_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = manage("serve", "--port", str(port), env=environment(tmp_path))
    assert result.returncode == 1
    assert result.stderr == (
        f"CommandError: Port {port} is taken by another program: "
        f"stop it, or choose another port with make run PORT={port + 1}.\n"
    )


def test_demo_mode_refuses_to_serve_beyond_this_machine(tmp_path):
    result = manage("serve", "--host", "0.0.0.0", env=environment(tmp_path, DEMO="1"))
    assert result.returncode == 1
    assert "Demo mode lets anybody sign in, so it serves this machine only, not 0.0.0.0" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_production_refuses_the_embedded_command(tmp_path):
    production = {"HOME_KIND": "production", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "school.example.edu"}
    servers = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/school", "REDIS_URL": "redis://127.0.0.1:1/0"}
    result = manage("serve", env=environment(tmp_path, **production, **servers))
    assert result.returncode == 1
    assert "separate processes" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_data_folder_that_cannot_be_made_gets_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    env = environment(folder, SECRET_KEY="x" * 50)
    result = manage("serve", env=env)
    assert result.returncode == 1
    assert result.stderr == (
        f"CommandError: The data folder {folder} cannot be written to: "
        "make it writable, or name another one in DATA_DIR.\n"
    )


LEFT_BEHIND = """
from pathlib import Path
from django.utils import timezone
from media.services import store_file
from school.audit.recording import record
from school.organisation.models import Member, BuiltInKind
from school.organisation.services.founding import found_organisation
at = timezone.now()
record(actor=None, action="test", subject_kind="member", subject_id="x", at=at)
college = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="云桥学院党委")
member = Member.objects.create_user("YQ1", "a long enough pass phrase", name="陈思雨")
store_file(organisation=college, member=member, title="誓词", path=Path(FILM), at=at)
"""
FILM_STATE = "from media.models import Asset; print(Asset.objects.get().state)"


@pytest.mark.ffmpeg
def test_after_a_kill_the_next_start_mends_what_is_left(tmp_path, film):
    env = environment(tmp_path)
    with serving(tmp_path) as school:
        os.killpg(school.process.pid, signal.SIGKILL)
        school.process.wait()
    planted = manage("shell", "-c", f"FILM = {str(film)!r}\n{LEFT_BEHIND}", env=env)
    assert planted.returncode == 0, planted.stderr
    left = manage("unfinished", env=env).stdout
    assert "audit entries not sealed" in left
    assert "assets waiting" in left
    with serving(tmp_path):
        wait_until(lambda: "Nothing is unfinished" in manage("unfinished", env=env).stdout, what="mending", seconds=150)
        assert manage("shell", "--verbosity", "0", "-c", FILM_STATE, env=env).stdout == "ready\n"
