"""What a browser fetches for an ordinary page on its first visit: the page, its style, its scripts, compressed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - the set-up comes first

from courses.models import LectureRevision  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

PAGE_KB, REQUESTS, SCRIPT_KB, STYLE_KB = 80, 10, 25, 15
CONTROLLER = re.compile(r'data-controller="([^"]+)"')
LINKED = re.compile(r'(?:src|href)="/static/([^"]+)"')


def main() -> None:
    """Weigh three pages of a member."""
    browser, school = Browser(of_role("learner")), application
    article = LectureRevision.objects.filter(kind="article").select_related("lecture").order_by("-pk")[0]
    for what, path in (("home", "/"), ("my year", "/year/"), ("an article", f"/lectures/{article.lecture.public_id}/")):
        page = browser.ask(school, "GET", path).body
        files = _files(page.decode())
        sizes = {name: _compressed((settings.FRONTEND_DIST / name).read_bytes()) for name in files}
        script = sum(size for name, size in sizes.items() if name.endswith(".js"))
        style = sum(size for name, size in sizes.items() if name.endswith(".css"))
        whole, requests = _compressed(page) + script + style, 1 + len(files)
        Row(
            f"first visit of {what}, gzip",
            f"{whole:.0f} KB in {requests} requests, {script:.0f} KB script, {style:.0f} KB style",
            f"≤ {PAGE_KB} KB, {REQUESTS} requests, {SCRIPT_KB} KB, {STYLE_KB} KB",
            whole <= PAGE_KB and requests <= REQUESTS and script <= SCRIPT_KB and style <= STYLE_KB,
        ).hand_in()


def _files(page: str) -> set[str]:
    """What the page links to, the modules of the controllers that it names, and what those import."""
    manifest = json.loads(Path(settings.FRONTEND_DIST, "manifest.json").read_text(encoding="utf-8"))
    wanted = {controller for names in CONTROLLER.findall(page) for controller in names.split()}
    linked = set(LINKED.findall(page))
    chunks = [
        key
        for key, chunk in manifest.items()
        if chunk["file"] in linked or Path(key).name.removesuffix(".ts").removesuffix("_controller") in wanted
    ]
    while chunks:
        chunk = manifest[chunks.pop()]
        chunks += [key for key in chunk.get("imports", []) if manifest[key]["file"] not in linked]
        linked |= {chunk["file"], *chunk.get("css", [])}
    return linked


def _compressed(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / 1000


if __name__ == "__main__":
    main()
