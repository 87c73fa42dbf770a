"""A file with words that no stranger may read, a second record of a person, and a wish for a correction."""

from __future__ import annotations

from datetime import datetime

from school.organisation.acting import Act
from school.organisation.models import Affiliation, MemberEvent
from school.organisation.services.aliasing import join_records
from school.organisation.services.correcting import ask_correction
from school.organisation.services.developing import change_category
from school.organisation.services.registering import Person, register_member
from tests.contracts.world import World

WORDS = ("金丝雀理由", "金丝雀复本", "金丝雀更正")


def plant(world: World, at: datetime) -> None:
    learner, secretary = world.people["learner"], world.people["secretary"]
    act = Act(member=secretary, at=at, reason="金丝雀理由")
    change_category(member=learner, category="staff", on=act.today, act=act)
    place = Affiliation.objects.get(member=learner, ends_on__isnull=True).organisation
    double = Person(number="YQ-CANARY-2", name="金丝雀复本", category="student", stage="full")
    alias = register_member(person=double, organisation=place, on=act.today, act=act)
    join_records(alias=alias, canonical=learner, act=act)
    other = Person(number="YQ-CANARY-3", name="同名人", category="student", stage="activist")
    twin = register_member(person=other, organisation=place, on=act.today, act=act)
    task = ask_correction(member=learner, field="name", value="金丝雀更正", words="", at=at)
    world.ids |= {
        "person_id": learner.public_id,
        "alias_id": alias.public_id,
        "twin_id": twin.public_id,
        "correction_id": task.public_id,
        "part": "stage",
        "detail": "phone",
        "place_id": place.public_id,
    }
    world.canaries += WORDS
    assert MemberEvent.objects.filter(member=learner).exists()
