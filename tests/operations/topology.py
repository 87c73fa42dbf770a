"""The production home on private ports: nginx, two page and two socket processes, worker, clock, PostgreSQL, Redis."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.operations.processes import ROOT, environment, manage
from tests.services.postgres import private_postgres
from tests.services.programs import answers, find_program, free_port, running, wait_until
from tests.services.redis_server import private_redis

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Topology:
    """Where everything listens, and the environment every process of it has."""

    url: str
    page_ports: tuple[int, int]
    socket_ports: tuple[int, int]
    env: dict[str, str]
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def plant(self, script: str) -> str:
        """Run a script in the product's shell; returns what it printed last."""
        result = manage("shell", "--verbosity", "0", "-c", script, env=self.env)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip().splitlines()[-1] if result.stdout.strip() else ""


def _nginx_conf(folder: Path, port: int, page_ports: tuple[int, int], socket_ports: tuple[int, int]) -> str:
    """The committed locations within a server block for loopback."""

    def upstream(name: str, ports: tuple[int, int]) -> str:
        servers = " ".join(f"server 127.0.0.1:{each};" for each in ports)
        return f"upstream {name} {{ least_conn; {servers} keepalive 8; }}"

    return f"""
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log warn;
worker_processes 1;
{"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 256; }}
http {{
    access_log off;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {upstream("school_pages", page_ports)}
    {upstream("school_sockets", socket_ports)}
    server {{
        listen 127.0.0.1:{port};
        set $school_assets {folder}/assets;
        include {ROOT}/deploy/nginx/locations.conf;
    }}
}}
"""


def _commands(topology: Topology) -> dict[str, list[str]]:
    """The commands of the unit files, with private ports."""
    commands: dict[str, list[str]] = {}
    for name, template in (("pages", "school-pages@"), ("sockets", "school-sockets@")):
        for port in topology.page_ports if name == "pages" else topology.socket_ports:
            commands[f"{name}-{port}"] = _exec_start(template, port)
    commands["worker"] = worker_command()
    commands["beat"] = _exec_start("school-beat")
    return commands


def worker_command() -> list[str]:
    """What the unit of the worker starts."""
    return _exec_start("school-worker")


def _exec_start(unit: str, port: int | None = None) -> list[str]:
    text = (ROOT / "deploy" / "systemd" / f"{unit}.service").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    words = line.removeprefix("ExecStart=").replace("%i", str(port)).split()
    return [str(BIN / Path(words[0]).name), *words[1:]]


@contextmanager
def production() -> Iterator[Topology]:
    """The whole topology, migrated and ready."""
    folder = Path(tempfile.mkdtemp(prefix="school-topology-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        postgres = stack.enter_context(private_postgres())
        redis = stack.enter_context(private_redis())
        ports = [free_port() for _ in range(5)]
        env = environment(
            folder,
            HOME_KIND="production",
            DATABASE_URL=postgres,
            DATABASE_POOL="4",
            REDIS_URL=redis,
            SECRET_KEY="a secret for one topology of one test run, long enough",
            ALLOWED_HOSTS="127.0.0.1",
            CSRF_TRUSTED_ORIGINS=f"http://127.0.0.1:{ports[0]}",
            HTTPS="0",
            ASSETS_URL=(folder / "assets").as_uri(),
            WORK_ROOT=str(folder / "work"),
            ACCEL_PREFIX="/protected-assets/",
            FFMPEG_PRESET="ultrafast",
        )
        topology = Topology(f"http://127.0.0.1:{ports[0]}", (ports[1], ports[2]), (ports[3], ports[4]), env, folder)
        migrated = manage("migrate", "--verbosity", "0", env=env)
        assert migrated.returncode == 0, migrated.stderr
        for name, command in _commands(topology).items():
            started = running(command, log=folder / f"{name}.log", env=env, cwd=ROOT)
            topology.processes[name] = stack.enter_context(started)
        conf = folder / "nginx.conf"
        conf.write_text(_nginx_conf(folder, ports[0], topology.page_ports, topology.socket_ports), encoding="utf-8")
        nginx = find_program("nginx", package="nginx-light")
        stack.enter_context(running([nginx, "-c", str(conf), "-p", str(folder)], log=folder / "nginx.log"))
        for port in ports:
            wait_until(lambda port=port: answers(port), what=f"port {port} answering", seconds=150)
        wait_until(lambda: _is_ready(topology), what="the topology being ready", seconds=150)
        yield topology


def _is_ready(topology: Topology) -> bool:
    direct = [f"http://127.0.0.1:{port}" for port in topology.page_ports]
    return all(httpx.get(f"{url}/readyz", timeout=10).status_code == 200 for url in (topology.url, *direct))


def connections_to(port: int) -> int:
    """How many established connections a loopback port holds, from the system's own table."""
    suffix, established = f":{port:04X}", "01"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(row[1].endswith(suffix) and row[3] == established for row in rows)


def logs_of(topology: Topology) -> str:
    """The last lines of every process, for a failure's report."""
    tails = []
    for log in sorted(topology.folder.glob("*.log")):
        tail = subprocess.run(["tail", "-n", "15", str(log)], capture_output=True, text=True, check=False).stdout
        tails.append(f"--- {log.name}\n{tail}")
    return "\n".join(tails)
