"""What a host says about a session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.kinds import all_kinds
from courses.models import Lecture
from realtime.kinds import HELD_TOGETHER
from realtime.models import LectureSession, StudySession
from realtime.models.study_session import LONGEST_MINUTES
from realtime.services.scheduling import Plan
from school.organisation.authority import RIGHTS_OF_ROLE, Authority, Right
from school.organisation.models import Member, Office, Organisation
from school.organisation.scope import within_paths

WHEN = "%Y-%m-%dT%H:%M"
HOSTING_ROLES = [role for role, rights in RIGHTS_OF_ROLE.items() if Right.HOST_SESSIONS in rights]


class WhenField(forms.DateTimeField):
    """A date and time from the browser's own picker."""

    def __init__(self, *, label: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN)
        super().__init__(label=label, widget=picker, input_formats=[WHEN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])


class SessionForm(forms.Form):
    """The plan of a session; `session` is the one that is changed, if any."""

    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(
        label=_("What is it about?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Members read this before they come."),
    )
    starts_at = WhenField(label=_("Begins"))
    ends_at = WhenField(label=_("Ends"))
    planned_minutes = forms.IntegerField(
        label=_("Study time in minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        help_text=_("Without breaks. Credit hours are counted from it."),
    )
    host = forms.ModelChoiceField(
        label=_("Host"), queryset=Member.objects.none(), to_field_name="public_id", empty_label=None
    )
    lecture = forms.ModelChoiceField(
        label=_("Lecture studied together"),
        queryset=Lecture.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("none"),
        help_text=_("Whoever is present by the register has then completed this lecture."),
    )

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        member: Member,
        authority: Authority,
        at: datetime,
        session: StudySession | None = None,
    ) -> None:
        super().__init__(sent, initial=_said_of(session) if session else _usual(member, at))
        self._choices("host").queryset = hosts_for(member=member, authority=authority, session=session, at=at)
        self._choices("lecture").queryset = lectures_for(authority=authority, session=session)

    def plan(self) -> Plan:
        """The plan, once the form is valid."""
        names = ("title", "summary", "starts_at", "ends_at", "planned_minutes", "host", "lecture")
        return Plan(**{name: self.cleaned_data[name] for name in names})

    def _choices(self, name: str) -> forms.ModelChoiceField[Any]:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # declared above
        return field


class NewSessionForm(SessionForm):
    """Also asks for whom: an organisation and everybody below it."""

    organisation = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        help_text=_("Its members and those of everything below it are due."),
    )
    field_order = ("title", "organisation")

    def __init__(self, sent: QueryDict | None, *, member: Member, authority: Authority, at: datetime) -> None:
        super().__init__(sent, member=member, authority=authority, at=at)
        self._choices("organisation").queryset = Organisation.objects.overseen_by(authority, Right.HOST_SESSIONS)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it cancelled?"), max_length=300, help_text=_("The reason is kept in the audit record.")
    )


def hosts_for(*, member: Member, authority: Authority, session: StudySession | None, at: datetime) -> QuerySet[Member]:
    """Oneself, whoever hosts it already, and those who hold an office to host within one's own reach."""
    reach = within_paths("organisation__path", authority.paths(Right.HOST_SESSIONS))
    offices = Office.objects.held_on(timezone.localdate(at)).filter(reach, role__in=HOSTING_ROLES)
    known = {member.pk} | ({session.host_id} if session else set())
    found = Q(pk__in=offices.values("member")) | Q(pk__in=known)
    return Member.objects.get_queryset().filter(found, is_active=True).order_by("name", "pk")


def lectures_for(*, authority: Authority, session: StudySession | None) -> QuerySet[Lecture]:
    """Lectures that the host may see and that a group may study together; and the one that is linked already."""
    kinds = [kind.code for kind in all_kinds() if kind.completion in HELD_TOGETHER]
    visible = Lecture.objects.visible_to(authority).filter(kind__in=kinds).values("pk")
    linked = LectureSession.objects.filter(session=session).values("lecture")
    return Lecture.objects.filter(Q(pk__in=visible) | Q(pk__in=linked)).order_by("title", "pk")


def _usual(member: Member, at: datetime) -> dict[str, Any]:
    """A week from now at half past seven in the evening, one teaching hour."""
    day = timezone.localtime(at + timedelta(days=7))
    starts = day.replace(hour=19, minute=30, second=0, microsecond=0)
    return {
        "host": member.public_id,
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=60),
        "planned_minutes": 45,
    }


def _said_of(session: StudySession) -> dict[str, Any]:
    linked = Lecture.objects.filter(session_links__session=session).first()
    return {
        "title": session.title,
        "summary": session.summary,
        "starts_at": timezone.localtime(session.starts_at),
        "ends_at": timezone.localtime(session.ends_at),
        "planned_minutes": session.planned_minutes,
        "host": session.host.public_id,
        "lecture": linked.public_id if linked else None,
    }
