"""What a browser fetches for an ordinary page on its first visit: the page, its style, its scripts, compressed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import quote

import django

django.setup()

from django.conf import settings  # noqa: E402 - the set-up comes first
from django.utils import timezone  # noqa: E402

from courses.models import LectureRevision  # noqa: E402
from school.organisation.authority import authority_of  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

PAGE_KB, REQUESTS, SCRIPT_KB, STYLE_KB = 80, 10, 25, 15
CONTROLLER = re.compile(r'data-controller="([^"]+)"')
LINKED = re.compile(r'(?:src|href)="/static/([^"]+)"')


def main() -> None:
    """Weigh pages of a member, as a telephone meets them first."""
    learner, school = of_role("learner"), application
    browser = Browser(learner)
    seen = LectureRevision.objects.visible_to(authority_of(learner, at=timezone.now())).filter(kind="article")
    article = seen.select_related("lecture", "revision__course").order_by("-pk")[0]
    course = article.revision.course
    pages = {
        "home": "/",
        "my year": "/year/",
        "an article": f"/lectures/{article.lecture.public_id}/",
        "catalogue": "/courses/",
        "a course": f"/courses/{course.public_id}/",
        "my courses": "/courses/mine/",
        "search": f"/search/?q={quote(course.title)}",
    }
    for what, path in pages.items():
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
