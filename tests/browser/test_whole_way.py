"""The whole way of the first lesson, walked by people with phones: from an upload to the appraisal packet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import authoring, meeting, studying
from tests.browser.chromium import Device, wait_for_script
from tests.browser.conftest import FAILED, FILM_SECONDS
from tests.browser.schools import School, school_with

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

# Together less than the share that a short recording asks for, even when the last beats come late.
LEFT_AT, JUMPED_TO = 8, 18
OFFLINE_MS = 10_000


@dataclass
class Journey:
    """The school, everybody's devices, and what came into being on the way."""

    school: School
    browser: Browser
    devices: list[Device] = field(default_factory=list)
    course: str = ""
    lecture: str = ""
    quiz: str = ""

    def device_of(self, key: str) -> Device:
        """A new phone in the hand of a planted person."""
        device = Device(self.browser, self.school.url)
        self.devices.append(device)
        return device.sign_in(key)


@pytest.fixture
def journey(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Journey]:
    with school_with("tests.browser.planting:plant_people", tmp_path) as school:
        walked = Journey(school, browser)
        yield walked
        for number, device in enumerate(walked.devices):
            if request.node.stash.get(FAILED, False):
                device.picture(f"whole-way-{number}")
            device.context.close()


def test_the_whole_way(journey: Journey, film: Path):
    teach(journey, film)
    watch(journey)
    answer(journey)
    read_the_year(journey)
    supervise(journey)
    meet(journey)
    appraise(journey)
    assert [complaint for device in journey.devices for complaint in device.complaints] == []


def teach(journey: Journey, film: Path) -> None:
    """Point 1: from sign-in to publishing."""
    instructor = journey.device_of("instructor")
    journey.course = authoring.make_course(instructor)
    journey.lecture = authoring.add_video(instructor, journey.course, film)
    journey.quiz = authoring.add_quiz(instructor, journey.course)
    authoring.preview(instructor, journey.course, journey.lecture, journey.quiz)
    authoring.publish(instructor, journey.course, journey.school.ids["economics"])


def watch(journey: Journey) -> None:
    """Point 2: leave in the middle, go on elsewhere, see what is missing, complete it."""
    phone = journey.device_of("learner")
    phone.page.click(f'main .next a[href="/lectures/{journey.lecture}/"]')
    page = studying.open_lecture(phone, journey.lecture)
    studying.play_until(page, LEFT_AT)
    studying.assert_heard_and_seen(page)
    phone.open("/")
    expect(page.locator(f'main .next a[href="/lectures/{journey.lecture}/"]')).to_be_visible()

    tablet = journey.device_of("learner")
    page = studying.open_lecture(tablet, journey.lecture)
    words = page.locator("[data-player-target=words]")
    resumed = f"{studying.VIDEO}.currentTime >= {LEFT_AT - 1}"
    wait_for_script(page, resumed, what="going on where it stopped")
    assert studying.position(page) <= LEFT_AT + 2
    expect(words).to_contain_text(re.compile(rf"0:{LEFT_AT:02}|0:{LEFT_AT + 1:02}"))
    expect(words).to_contain_text(f"0:{FILM_SECONDS}")
    page.evaluate(f"() => {{ {studying.VIDEO}.currentTime = {JUMPED_TO}; }}")
    studying.play_until(page, FILM_SECONDS)
    expect(words).to_contain_text(f"0:{JUMPED_TO}")
    complete = page.locator("[data-player-target=complete]")
    expect(complete).to_be_hidden()
    page.click("[data-player-target=unseen]")
    studying.play_until(page, JUMPED_TO + 1)
    page.evaluate(f"() => {studying.VIDEO}.pause()")
    expect(complete).to_be_visible()
    expect(page.locator("[data-player-target=state] [data-state=refused]")).to_be_hidden()


def answer(journey: Journey) -> None:
    """Point 2: the quiz, with marks and explanations after submitting."""
    page = studying.take_quiz(journey.device_of("learner"), journey.quiz)
    expect(page.locator("h1")).to_contain_text(re.compile(r"4.*5|5.*4"))
    reviewed = page.locator("main").inner_text()
    assert all(authoring.explanation(kind) in reviewed for kind in authoring.QUESTIONS)


def read_the_year(journey: Journey) -> None:
    """Point 3: an entry for the lecture, down to the rule it rests on and the seconds that only its owner sees."""
    page = entry_of_the_lecture(journey.device_of("learner"))
    expect(page.locator("main h1")).to_have_text(authoring.LECTURE)
    expect(page.locator("dl.facts dt")).not_to_have_count(0)
    expect(page.locator("main table tbody tr")).not_to_have_count(0)


def entry_of_the_lecture(device: Device) -> Page:
    """Open the one entry that my year has; one hour of 32 counts."""
    page = device.open("/year/")
    expect(page.locator("aside .year")).to_contain_text(re.compile(r"31.*1.*32", re.DOTALL))
    entries = page.locator('main a[href^="/year/entries/"]')
    expect(entries).to_have_count(1)
    with page.expect_navigation():
        entries.click()
    return page


def supervise(journey: Journey) -> None:
    """Point 4: the own branch, who has and who has not; never minutes, and nobody else's people."""
    page = journey.device_of("secretary").open("/desk/")
    with page.expect_navigation():
        page.click(f'main a[href="/desk/courses/{journey.course}/"]')
    rows = page.locator("main table tbody tr")
    expect(rows.filter(has_text="赵明远").locator(".earned")).to_have_count(0)
    page.goto(f"/desk/courses/{journey.course}/?standing=completed")
    expect(rows.filter(has_text="周文静").locator(".earned")).to_have_count(1)
    seen = page.content() + journey.device_of("secretary").open("/desk/").content()
    assert "阿依古丽" not in seen
    assert not re.search(r"\d:\d\d|[0-9] (minutes|分钟)", page.locator("main").inner_text())

    foreign = journey.device_of("foreign_secretary").page
    answered = foreign.request.get(f"{journey.school.url}/desk/courses/{journey.course}/")
    assert answered.status == 404
    assert "周文静" not in foreign.request.get(f"{journey.school.url}/desk/").text()


def meet(journey: Journey) -> None:
    """Point 5: two members talk, one loses the network and misses nothing; hours count once."""
    ids = journey.school.ids
    secretary, learner, peer = (journey.device_of(key) for key in ("secretary", "learner", "peer"))
    session = meeting.schedule(secretary, organisation=ids["second"], lecture=journey.lecture)
    secretary.open(f"/sessions/{session}/open/")
    secretary.submit()
    here, there = meeting.enter(learner, session), meeting.enter(peer, session)
    meeting.say(here, "誓词第一句是什么")
    meeting.hear(there, ["誓词第一句是什么"])
    meeting.say(there, "我志愿加入中国共产党")
    talk = ["誓词第一句是什么", "我志愿加入中国共产党"]
    meeting.hear(here, talk)

    peer.context.set_offline(True)
    missed = ["拥护党的纲领", "遵守党的章程", "履行党员义务"]
    for text in missed:
        meeting.say(here, text)
        here.wait_for_timeout(OFFLINE_MS / len(missed))
    meeting.hear(here, talk + missed)
    meeting.say(there, "刚才断网了")
    assert meeting.heard(there) == talk
    peer.context.set_offline(False)
    for page in (here, there):
        meeting.hear(page, [*talk, *missed, "刚才断网了"])

    secretary.open(f"/sessions/{session}/close/")
    secretary.submit()
    meeting.confirm_register(secretary, session, [ids["learner"], ids["peer"]])
    # Studied alone before: the session adds nothing for her; for him it is what earned the hours.
    assert title_of_the_entry(learner) == authoring.LECTURE
    assert title_of_the_entry(peer) == meeting.SESSION


def title_of_the_entry(device: Device) -> str:
    """The title of the one entry of this person's year."""
    return entry_of_the_lecture(device).locator("main h1").inner_text()


def appraise(journey: Journey) -> None:
    """Point 6: both facts, each with a link to its evidence as the reader may see it."""
    secretary = journey.device_of("secretary")
    page = secretary.open("/desk/")
    with page.expect_navigation():
        page.click(f'main a[href^="/desk/members/{journey.school.ids["learner"]}/packet/"]')
    evidence = page.locator('main a[href^="/desk/entries/"]')
    expect(evidence).to_have_count(1)
    expect(evidence).to_contain_text(authoring.LECTURE)
    attended = page.locator('main a[href^="/sessions/"]')
    expect(attended).to_have_count(1)
    expect(attended).to_contain_text(meeting.SESSION)
    secretary.open(attended.get_attribute("href") or "")
    page.go_back()
    with page.expect_navigation():
        evidence.click()
    expect(page.locator("dl.facts dt")).not_to_have_count(0)
    # Sessions and seconds are for her eyes only.
    expect(page.locator("main table")).to_have_count(0)
