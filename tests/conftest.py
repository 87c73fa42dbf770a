"""The cast: a little college whose people appear in every test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase

from progress.models import RuleVersion
from progress.services.ruling import install_first_rules
from school.organisation.authority import Authority, authority_of
from school.organisation.models import BuiltInKind, Member, Organisation, Role, Stage
from school.organisation.services.founding import found_organisation
from school.organisation.services.joining import affiliate, appoint
from school.organisation.services.kinds import install_kinds
from school.policies import reading
from tests.services.migrated import put_migrated_database

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "a long enough pass phrase"
FOUNDED = date(2012, 9, 1)
REGISTERED = datetime(2012, 9, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_keepdb: bool) -> bool:
    """On SQLite every worker begins with a copy of one migrated file; the run's folder is cleared away as ever."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return django_db_keepdb
    put_migrated_database(Path(database["TEST"]["NAME"]))
    return True


@pytest.fixture
def remembered_seconds() -> float:
    """How long policies are remembered: over a whole test, or a slow machine would see a page ask once more."""
    return 600.0


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch, remembered_seconds):
    monkeypatch.setattr(reading, "REMEMBERED_SECONDS", remembered_seconds)
    cache.clear()
    reading.forget()


@pytest.fixture(autouse=True)
def _first_rules(request: pytest.FixtureRequest):
    """A transactional test empties every table when it ends, so what the migrations laid is laid again."""
    of_django = request.cls is not None and issubclass(request.cls, TransactionTestCase)
    if (
        of_django
        or request.node.get_closest_marker("django_db")
        or {"db", "transactional_db"} & set(request.fixturenames)
    ):
        request.getfixturevalue("_django_db_helper")
        if not RuleVersion.objects.exists():
            install_kinds()
            install_first_rules()


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 19, 30, tzinfo=SHANGHAI)


@pytest.fixture
def college(db) -> Organisation:
    return found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="云桥学院党委", short_name="党委")


@pytest.fixture
def economics(college: Organisation) -> Organisation:
    return found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="经济管理学院党总支")


@pytest.fixture
def engineering(college: Organisation, economics: Organisation) -> Organisation:
    return found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="信息工程学院党总支")


@pytest.fixture
def second_branch(economics: Organisation) -> Organisation:
    return found_organisation(
        parent=economics, kind=BuiltInKind.BRANCH, name="经管第二党支部", short_name="经管第二支部"
    )


@pytest.fixture
def third_branch(economics: Organisation, second_branch: Organisation) -> Organisation:
    return found_organisation(
        parent=economics, kind=BuiltInKind.BRANCH, name="经管第三党支部", short_name="经管第三支部"
    )


@pytest.fixture
def foreign_branch(engineering: Organisation) -> Organisation:
    return found_organisation(
        parent=engineering, kind=BuiltInKind.BRANCH, name="信息第一党支部", short_name="信息第一支部"
    )


@pytest.fixture
def make_member(db) -> Callable[..., Member]:
    """make_member("张三", branch, Role.HOST?) → a full member of `organisation`, with offices there if given."""
    numbers = iter(range(1, 100_000))

    def make(name: str, organisation: Organisation, *roles: str, at_organisation: Organisation | None = None, **fields):
        member = Member.objects.create_user(
            f"YQ2026{next(numbers):05}",
            PASSWORD,
            name=name,
            **({"stage": Stage.FULL, "registered_at": REGISTERED} | fields),
        )
        affiliate(member=member, organisation=organisation, on=FOUNDED)
        for role in roles:
            appoint(member=member, organisation=at_organisation or organisation, role=role, on=FOUNDED, by=None)
        return member

    return make


@pytest.fixture
def learner(make_member, second_branch) -> Member:
    return make_member("周文静", second_branch)


@pytest.fixture
def peer(make_member, second_branch) -> Member:
    return make_member("赵明远", second_branch)


@pytest.fixture
def secretary(make_member, second_branch) -> Member:
    return make_member("刘建国", second_branch, Role.BRANCH_SECRETARY, category="staff")


@pytest.fixture
def instructor(make_member, third_branch, economics) -> Member:
    return make_member("陈思雨", third_branch, Role.INSTRUCTOR, at_organisation=economics, category="staff")


@pytest.fixture
def host(make_member, second_branch) -> Member:
    return make_member("孙立", second_branch, Role.HOST)


@pytest.fixture
def officer(make_member, third_branch, college) -> Member:
    return make_member("林珊", third_branch, Role.COMMITTEE_OFFICER, at_organisation=college, category="staff")


@pytest.fixture
def outsider(make_member, foreign_branch) -> Member:
    return make_member("阿依古丽·买买提", foreign_branch)


@pytest.fixture
def foreign_secretary(make_member, foreign_branch) -> Member:
    return make_member("马建军", foreign_branch, Role.BRANCH_SECRETARY, category="staff")


@pytest.fixture
def foreign_instructor(make_member, foreign_branch, engineering) -> Member:
    return make_member("何静", foreign_branch, Role.INSTRUCTOR, at_organisation=engineering, category="staff")


@pytest.fixture
def client_of() -> Callable[[Member], Client]:
    """A browser's cookie jar, signed in as this member."""

    def sign_in(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return sign_in


@pytest.fixture
def authority(at: datetime) -> Callable[[Member], Authority]:
    return lambda member: authority_of(member, at=at)
