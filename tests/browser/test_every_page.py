"""Every page, as each role meets it: accessible in light, dark and large text, fitting a phone, without complaints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Device
from tests.browser.conftest import FAILED
from tests.browser.schools import School, school_with
from tests.operations.processes import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
EVERYTHING = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
COLOURS = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"
PAGES: dict[str, tuple[str, ...]] = {
    "anonymous": (
        "/accounts/login/",
        "/preferences/",
        "/offline/",
        "/accounts/inactive/",
        "/accounts/forgotten/",
        "/accounts/forgotten/secretary/",
        "/invitations/",
    ),
    "learner": (
        "/",
        "/courses/",
        "/courses/?state=new",
        "/courses/mine/",
        "/search/",
        "/search/?q=党",
        "/search/?q=没有这样的课",
        "/series/{series_id}/",
        "/courses/{film_course}/",
        "/lectures/{film}/",
        "/lectures/{text}/",
        "/lectures/{slides}/",
        "/lectures/{file_id}/",
        "/lectures/{file_id}/print/",
        "/lectures/{told_slides}/",
        "/lectures/{quiz_id}/quiz/",
        "/attempts/{attempt_id}/",
        "/attempts/{submitted_id}/result/",
        "/sessions/",
        "/sessions/{session_id}/",
        "/sessions/{coming_id}/",
        "/sessions/{confirmed}/",
        "/year/",
        "/year/entries/{entry_id}/",
        "/year/packet/{year}/",
        "/preferences/",
        "/preferences/keys/",
        "/preferences/keys/{key}/revoke/",
        "/messages/",
        "/messages/preferences/",
        "/notes/",
        "/lectures/{text}/notes/",
        "/lectures/{text}/print/?notes=1",
        "/lectures/{lecture_id}/discussion/",
        "/lectures/{lecture_id}/discussion/{thread_id}/",
        "/lectures/{lecture_id}/notes/{note_key}/",
        "/lectures/{lecture_id}/posts/{post_id}/edit/",
        "/lectures/{lecture_id}/posts/{post_id}/withdraw/",
        "/lectures/{lecture_id}/posts/{reply_id}/report/",
        "/discussion/mine/",
        "/courses/{asking_course_id}/evaluation/",
        "/discussion/mine/{post_id}/",
        "/discussion/blocks/{block_id}/reply/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/factors/",
        "/accounts/factors/again/",
        "/accounts/factors/app/remove/",
        "/accounts/factors/passkeys/add/",
        "/accounts/factors/passkeys/again/",
        "/accounts/factors/passkeys/{pk}/name/",
        "/accounts/factors/passkeys/{pk}/remove/",
        "/accounts/factors/recovery-codes/",
        "/accounts/factors/recovery-codes/new/",
        "/preferences/sign-ins/",
        "/accounts/purpose/",
        "/people/me/",
        "/people/me/correction/",
        "/my-data/",
        "/my-data/looks/",
        "/my-data/looks/?kind=packet",
        "/my-data/download/",
        "/my-data/exports/",
    ),
    "secretary": (
        "/desk/export.csv",
        "/accounts/reauthenticate/",
        "/accounts/factors/app/",
        "/desk/",
        "/desk/courses/{film_course}/",
        "/desk/entries/{entry_id}/",
        "/desk/members/{member_id}/packet/{year}/",
        "/sessions/new/",
        "/sessions/{coming_id}/edit/",
        "/sessions/{coming_id}/cancel/",
        "/sessions/{coming_id}/open/",
        "/sessions/{session_id}/",
        "/sessions/{session_id}/close/",
        "/sessions/{ended}/register/",
        "/sessions/{confirmed}/register/",
        "/invitations/people/",
        "/invitations/people/new/",
        "/invitations/people/{invitation_id}/again/",
        "/invitations/people/{invitation_id}/revoke/",
        "/accounts/slips/{member_id}/",
        "/tasks/",
        "/tasks/?show=done",
        "/tasks/{task_id}/",
        "/assignments/",
        "/assignments/new/{course_id}/",
        "/assignments/{assignment_id}/",
        "/assignments/{assignment_id}/change/",
        "/assignments/{assignment_id}/end/",
        "/offices/",
        "/offices/new/",
        "/offices/{office_id}/",
        "/people/",
        "/people/?q=没有这个人",
        "/people/new/",
        "/people/duplicates/",
        "/people/corrections/{correction_id}/",
        "/people/{person_id}/",
        "/people/{person_id}/?on=2026-11-01",
        "/people/{person_id}/print/",
        "/people/{person_id}/move/",
        "/people/{person_id}/contact/",
        "/people/{person_id}/change/stage/",
        "/people/{person_id}/change/status/",
        "/people/{person_id}/show/phone/",
        "/people/{person_id}/take-back/",
        "/people/{person_id}/join/",
        "/people/{person_id}/join/?with={twin_id}",
        "/people/{person_id}/separate/{alias_id}/",
        "/exports/",
        "/exports/new/",
        "/exports/{job_id}/",
    ),
    "instructor": (
        "/studio/",
        "/studio/topics/",
        "/studio/topics/{topic_id}/",
        "/studio/topics/{topic_id}/delete/",
        "/studio/courses/{course_id}/topics/",
        "/studio/series/",
        "/studio/series/new/",
        "/studio/series/{series_id}/",
        "/studio/series/{series_id}/delete/",
        "/studio/courses/new/",
        "/studio/imports/",
        "/studio/imports/{import_id}/",
        "/studio/imports/{import_id}/take-back/",
        "/studio/courses/{film_course}/",
        "/studio/courses/{film_course}/about/",
        "/studio/courses/{film_course}/discussion/",
        "/courses/{film_course}/discussion/",
        "/moderation/",
        "/moderation/blocks/",
        "/moderation/blocks/{block_id}/lift/",
        "/moderation/posts/{post_id}/",
        "/moderation/posts/{post_id}/block/",
        "/studio/courses/{film_course}/export/",
        "/studio/courses/{film_course}/publish/",
        "/studio/courses/{film_course}/publish/?organisations={second}",
        "/studio/courses/{draft_id}/publish/",
        "/studio/courses/{draft_id}/delete/",
        "/studio/courses/{film_course}/history/",
        "/studio/courses/{history_course_id}/",
        "/studio/courses/{history_course_id}/history/",
        "/studio/lectures/{text}/send/",
        "/studio/?state=removed",
        "/studio/courses/{film_course}/withdraw/",
        "/studio/courses/{film_course}/insights/",
        "/studio/courses/{film_course}/evaluation/",
        "/studio/courses/{film_course}/improvements/",
        "/studio/courses/{film_course}/improvements/new/",
        "/studio/lectures/{film}/insights/",
        "/studio/lectures/{film}/questions/",
        "/studio/lectures/{film}/pick/?at=0:30",
        "/studio/lectures/{film}/paste/",
        "/studio/lectures/{film}/questions/new/single/?at=0:30",
        "/studio/questions/",
        "/studio/questions/?q=没有这个题库",
        "/studio/questions/new/",
        "/studio/questions/{bank_id}/",
        "/studio/questions/{bank_id}/new/single/",
        "/studio/question/{question_id}/",
        "/studio/question/{question_id}/edit/",
        "/studio/question/{question_id}/retire/",
        "/studio/lectures/{asking_id}/questions/{placed_id}/",
        "/studio/courses/{asking_course_id}/improvements/{entry_of_log_id}/",
        "/studio/courses/{film_course}/preview/",
        "/studio/courses/{reviewed_id}/review/",
        "/studio/courses/{film_course}/review/",
        "/studio/courses/{course_id}/schedule/",
        "/studio/courses/{revised_id}/publish/",
        "/studio/courses/{revised_id}/publish/?organisations={second}&go=1",
        "/studio/courses/{revised_id}/revisions/",
        "/studio/courses/{revised_id}/revisions/{revision_number}/",
        "/studio/courses/{revised_id}/revisions/{revision_number}/restore/",
        "/studio/courses/{revised_id}/compare/",
        "/studio/lectures/{refilmed_id}/same-film/",
        "/studio/freshness/",
        "/studio/freshness/?which=every",
        "/studio/courses/{course_id}/look/",
        "/studio/courses/{course_id}/care/",
        "/studio/courses/{course_id}/audience/",
        "/studio/courses/{course_id}/audience/?organisations={second}&go=1",
        "/studio/courses/{course_id}/enrolments/",
        "/studio/enrolments/{enrolment_id}/end/",
        "/studio/lectures/{lecture_id}/gate/",
        "/studio/lectures/{closed}/gate/",
        "/studio/chapters/{chapter_id}/send/",
        "/studio/courses/{film_course}/corrections/",
        "/studio/courses/{film_course}/labels/",
        "/studio/courses/{course_id}/reuse/",
        "/studio/adoptions/",
        "/studio/adoptions/new/{course_id}/",
        "/studio/adoptions/{adoption_id}/",
        "/studio/adoptions/{adoption_id}/end/",
        "/reviews/{round_id}/",
        "/studio/chapters/{chapter_id}/",
        "/studio/chapters/{chapter_id}/delete/",
        "/studio/chapters/{chapter_id}/lectures/video/",
        "/studio/lectures/{film}/",
        "/studio/lectures/{film}/preview/",
        "/studio/lectures/{text}/",
        "/studio/lectures/{text}/delete/",
        "/studio/lectures/{text}/markdown/",
        "/studio/lectures/{told_slides}/",
        "/studio/lectures/{told_slides}/deck/",
        "/studio/lectures/{told_slides}/narration/",
        "/studio/lectures/{told_slides}/pages/",
        "/studio/lectures/{told_slides}/timing/",
        "/studio/lectures/{slides}/preview/",
        "/studio/lectures/{file_id}/",
        "/studio/lectures/{file_id}/preview/",
        "/studio/lectures/{quiz_id}/quiz/",
        "/studio/lectures/{quiz_id}/quiz/new/single/",
        "/studio/lectures/{quiz_id}/quiz/new/true_false/",
        "/studio/lectures/{quiz_id}/quiz/{quiz_item_id}/",
        "/studio/lectures/{quiz_id}/quiz/{quiz_item_id}/remove/",
        "/studio/lectures/{quiz_id}/quiz/preview/",
        "/studio/uploads/",
        "/studio/uploads/?q=nothing-is-called-so",
        "/studio/uploads/{film_asset}/",
        "/studio/uploads/{film_asset}/captions/",
        "/studio/uploads/{film_asset}/captions/zh-hans/",
        "/studio/uploads/{film_asset}/captions/bo/file/",
        "/studio/uploads/{film_asset}/captions/zh-hans/delete/",
        "/studio/uploads/{asset_id}/captions/",
        "/studio/uploads/{asset_id}/captions/zh-hans/versions/",
        "/studio/uploads/{asset_id}/captions/zh-hans/versions/{number}/",
        "/studio/uploads/{upload_id}/delete/",
        "/studio/uploads/{begun_upload_id}/",
        "/studio/uploads/{begun_upload_id}/delete/",
    ),
    "officer": (
        "/reviews/",
        "/reviews/?show=published",
        "/reviews/{round_id}/",
        "/reviews/{round_id}/lectures/{reviewed_lecture_id}/",
        "/reviews/{round_id}/sheet/",
        "/review-rules/",
        "/courses/{course_id}/take-down/",
        "/reviews/captions/{course_id}/",
        "/offices/",
        "/offices/?show=vacant",
        "/offices/new/",
        "/offices/new/?organisation={second}&role=host&q=同支部",
        "/offices/{office_id}/",
        "/offices/{office_id}/end/",
        "/offices/{office_id}/dates/",
        "/offices/{office_id}/hand-over/?q=同支部",
        "/organisation/",
        "/organisation/?query=支部",
        "/organisation/?on=2025-01-01",
        "/organisation/{node_id}/",
        "/organisation/{node_id}/history/",
        "/organisation/{node_id}/new/",
        "/organisation/{node_id}/edit/",
        "/organisation/{node_id}/move/",
        "/organisation/{node_id}/merge/",
        "/organisation/{node_id}/split/",
        "/organisation/{node_id}/close/",
        "/organisation/changes/{change_id}/undo/",
        "/imports/",
        "/imports/?q=没有这个文件",
        "/imports/new/",
        "/imports/{fresh_batch_id}/columns/",
        "/imports/{batch_id}/",
        "/imports/{batch_id}/?show=error",
        "/imports/{batch_id}/apply/",
        "/imports/{batch_id}/undo/",
        "/imports/{batch_id}/cancel/",
    ),
    "security_administrator": (
        "/administration/words/",
        "/office-conditions/",
        "/office-conditions/{condition_id}/end/",
        "/administration/words/new/",
        "/administration/words/take/",
        "/administration/words/{word_id}/",
        "/administration/words/{word_id}/drop/",
        "/administration/erasures/",
        "/administration/erasures/{departed_id}/",
        "/administration/accounts/",
        "/administration/accounts/?state=unprotected",
        "/administration/accounts/{member_id}/",
        "/administration/accounts/{member_id}/close/",
        "/administration/",
        "/administration/groups/sign_in/",
        "/administration/policies/accounts.idle_minutes/",
        "/administration/policies/accounts.idle_minutes/reset/",
    ),
    "audit_administrator": (
        "/administration/exports/",
        "/administration/",
        "/administration/audit/",
        "/administration/audit/?actor=nobody",
        "/administration/audit/entries/{audit_id}/",
        "/administration/audit/archives/",
        "/administration/exports/",
    ),
    "system_administrator": (
        "/organisation/kinds/",
        "/organisation/kinds/new/",
        "/organisation/kinds/branch/",
        "/organisation/kinds/branch/delete/",
        "/administration/groups/institution/",
        "/administration/groups/labels/",
        "/administration/groups/mail/",
        "/administration/policies/institution.logo/",
        "/administration/policies/labels.pack/",
    ),
}
# Routes without a page of their own: they take a form, send a file, or answer a machine.
NO_PAGES = re.compile(
    r"media:(transcribe|move_caption|label_caption|publish_caption|withdraw_caption|download_caption|choose_poster)|invitations:(open|mail)|recovery:(open|new_password)|operations:|api:|demo:|media:(tus|retry|original|poster)|set_language|.*export|courses:(submit_for_review|keep_finding|check_links|take_back_submission|decide_review|new_comment|answer_comment|resolve_comment|reopen_comment|cancel_plan|new_chapter|move_|recording|remove_narration)|.*:move_|organisation:node_children"
    r"|courses:(add_lecture|apply_import|delete_note|discussion_thread_act|duplicate_|handout|mark_post|markdown_file|notes_file|put_back|read_file|(redo|undo)_step)"
    r"|discussion:(decide_many|own_file|word_file)|progress:(refresh_insight|resume_assignment)|quizzes:(answer_on_timeline|decline_evaluation|lift_placed)"
    r"|mfa_(authenticate|start_over|download)|factors_done|administration:(test_mail|archive_file)|institution_logo|privacy:fetch|notices:(open|clear|restore|read_all)|importing:(batch_progress|error_rows|retry|template)|accounts:(time_left|stay|end_|held_form|drop_)"
)
# Pages that say why one is not let in.
REFUSALS = {"/no-such-page/": 404, "/desk/": 403, "/lectures/{closed}/": 403}
ORDINARY = ("/", "/courses/", "/courses/{film_course}/", "/lectures/{text}/", "/sessions/", "/year/")
MOST_REQUESTS, MOST_BYTES = 10, 80 * 1024


@pytest.fixture(scope="module")
def school(tmp_path_factory, film: Path) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    with school_with("tests.browser.planting_pages:plant_pages", folder, str(film)) as running:
        yield running


@pytest.fixture(scope="module")
def device_of(school: School, browser: Browser) -> Callable[[str], Device]:
    """One phone a role, signed in once."""
    devices: dict[str, Device] = {}

    def device(role: str) -> Device:
        if role not in devices:
            devices[role] = Device(browser, school.url)
            if role != "anonymous":
                devices[role].sign_in(school.ids["numbers"][role])
        return devices[role]

    return device


@pytest.fixture
def seen(device_of, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Device]]:
    """device_of, whose pictures are kept when the test fails."""
    used: list[Device] = []

    def device(role: str) -> Device:
        used.append(device_of(role))
        used[-1].complaints.clear()
        return used[-1]

    yield device
    for each in used:
        if request.node.stash.get(FAILED, False):
            each.picture(request.node.name.replace("/", "_"))


def violations(page: Page, options: str) -> list[str]:
    """What axe finds, a line for each element."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"() => axe.run(document, {options})")["violations"]
    return [f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def assert_fits(page: Page) -> None:
    """Nothing makes a phone's page scroll sideways."""
    root = "document.documentElement"
    width, room = page.evaluate(f"() => [{root}.scrollWidth, {root}.clientWidth]")
    assert width <= room, f"{page.url} is {width} px wide in {room}"


def assert_good_for_everybody(page: Page) -> None:
    """In light, in dark, and in large text."""
    assert_fits(page)
    assert violations(page, EVERYTHING) == []
    page.emulate_media(color_scheme="dark")
    try:
        assert violations(page, COLOURS) == [], "in dark"
    finally:
        page.emulate_media(color_scheme="light")
    page.evaluate("() => { document.documentElement.dataset.size = 'large'; }")
    assert_fits(page)
    assert violations(page, EVERYTHING) == [], "in large text"


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths])
def test_a_page_is_good_for_everybody(seen, school, role, path):
    device = seen(role)
    page = device.open(path.format(**school.ids))
    assert_good_for_everybody(page)
    assert device.complaints == []


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The names of all routes."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_no_page_is_forgotten(school):
    visited = {
        resolve(path.format(**school.ids).partition("?")[0]).view_name for paths in PAGES.values() for path in paths
    }
    pages = {name for name in routes(get_resolver().url_patterns) if not NO_PAGES.match(name)}
    assert pages - visited == set()


@pytest.mark.parametrize(("path", "status"), REFUSALS.items())
def test_a_refusal_is_good_for_everybody(seen, school, path, status):
    page = seen("learner").page
    answer = page.goto(path.format(**school.ids))
    assert answer.status == status
    assert page.locator("main h1").count() == 1
    assert_good_for_everybody(page)


def test_size_and_scheme_are_kept_for_the_member(seen, school):
    device = seen("learner")
    page = device.open("/preferences/")
    page.check("[name=text_size][value=large]")
    page.check("[name=colour_scheme][value=dark]")
    device.submit("main form[data-controller=preferences]")
    root = device.open("/").locator("html")
    assert [root.get_attribute(f"data-{name}") for name in ("size", "scheme")] == ["large", "dark"]
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("path", ORDINARY)
def test_a_first_visit_is_light(device_of, browser, school, path):
    cookies = device_of("learner").context.cookies()
    device = Device(browser, school.url)
    device.context.add_cookies(cookies)
    protocol = device.context.new_cdp_session(device.page)
    protocol.send("Network.enable")
    asked: dict[str, str] = {}
    arrived: dict[str, float] = {}
    protocol.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    protocol.on(
        "Network.loadingFinished", lambda event: arrived.update({asked[event["requestId"]]: event["encodedDataLength"]})
    )
    device.open(path.format(**school.ids))
    device.page.wait_for_load_state("networkidle")
    device.context.close()
    print(f"{path}: {len(arrived)} requests, {sum(arrived.values()) / 1024:.0f} KB: {arrived}")
    assert len(arrived) <= MOST_REQUESTS
    assert sum(arrived.values()) <= MOST_BYTES
