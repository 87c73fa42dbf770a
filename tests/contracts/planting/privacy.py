"""A look at the learner, a file about her, a download of hers, and somebody who left long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.models import Affiliation, Member, Office
from school.organisation.services.joining import affiliate
from school.privacy.exports import open_export
from school.privacy.models import ExportKind
from school.privacy.services.downloading import ask_for_own_data, make_own_file

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    learner, secretary = world.people["learner"], world.people["secretary"]
    learner.phone, learner.email = "13900009999", "canary@learner.example"
    learner.save()
    office = Office.objects.filter(member=secretary).select_related("organisation").earliest("pk")
    act = Act(member=secretary, at=at, office_id=office.pk, reason="金丝雀事由")
    open_export(act=act, kind=ExportKind.STUDY, paths=[office.organisation.path], rows=1, member_ids=[learner.pk])
    own = ask_for_own_data(member=learner, language="zh-hans", at=at)
    make_own_file(public_id=own.public_id, at=at)
    departed = Member.objects.create(number="YQ0009999", name="金丝雀离任")
    long_ago = timezone.localdate(at) - timedelta(days=3000)
    affiliate(member=departed, organisation=office.organisation, on=long_ago)
    Affiliation.objects.filter(member=departed).update(ends_on=long_ago + timedelta(days=30))
    world.ids |= {"own_file_id": own.public_id, "departed_id": departed.public_id}
    world.canaries += ["金丝雀事由", "金丝雀离任", learner.phone, learner.email]
