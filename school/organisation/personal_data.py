"""What the register keeps about people."""

from __future__ import annotations

from django.db.models import Case, F, JSONField, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from school.organisation.models import MemberEventKind
from school.privacy.registry import Erasure, PersonalData, Retention, acts_on, public_ids
from school.privacy.rows import rows_of

_TOTALS = _("Totals of the organisation stay right; by an opaque id only.")
_CALLED = (MemberEventKind.REGISTERED, MemberEventKind.NAMED, MemberEventKind.NUMBERED)


def _about(member_id: int) -> Q:
    """Tasks that name the person as their subject."""
    return Q(subject_kind="member", subject_id__in=public_ids(member_id))


PERSONAL_DATA = (
    acts_on("organisation.Task", "closed_by", title=_("Tasks that I closed")),
    PersonalData(
        model="organisation.Task",
        fields=(),
        whose=_about,
        title=_("Tasks about me"),
        why_kept=_("So that the office in charge does what has to be done for you."),
        exported=False,
        why_not=_("They are notes between offices; what they led to stands in your timeline."),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(facts=Value({}, JSONField()), outcome=""),
    ),
    acts_on("organisation.OrganisationChange", "by", "undone_by", title=_("Changes of the tree that I made")),
    acts_on("organisation.MemberAlias", "by", title=_("Records that I joined")),
    PersonalData(
        model="organisation.MemberAlias",
        fields=("alias", "canonical"),
        title=_("Records of mine that were joined"),
        why_kept=_("So that your study counts once, under whichever number it was recorded."),
        rows=rows_of(
            "organisation.MemberAlias",
            "canonical",
            ("alias__number", _("Member number")),
            ("starts_on", _("From")),
            ("ends_on", _("Until")),
            ("reason", _("Reason")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(reason=""),
    ),
    PersonalData(
        model="organisation.FormerAddress",
        fields=("member",),
        title=_("Addresses that I had before"),
        why_kept=_("So that a former address is told when another one takes its place."),
        rows=rows_of("organisation.FormerAddress", "member", ("email", _("E-mail")), ("replaced_at", _("Until"))),
        retention=Retention.days("retention.account_mail_days", "replaced_at"),
        erasure=Erasure.delete(),
    ),
    acts_on("organisation.MemberEvent", "by", title=_("Timeline entries that I wrote")),
    PersonalData(
        model="organisation.MemberEvent",
        fields=("member",),
        title=_("My timeline"),
        why_kept=_("What held on which day can be told later: where you belonged, your stage, your offices."),
        rows=rows_of(
            "organisation.MemberEvent",
            "member",
            ("on", _("Day")),
            ("kind", _("What")),
            ("payload", _("Details")),
            ("reason", _("Reason")),
            ("undone_at", _("Taken back")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(
            payload=Case(When(kind__in=_CALLED, then=Value({}, JSONField())), default=F("payload")), reason=""
        ),
    ),
    PersonalData(
        model="organisation.Office",
        fields=("member",),
        title=_("My offices"),
        why_kept=_("Your rights in the system come from your offices."),
        rows=rows_of(
            "organisation.Office",
            "member",
            ("role", _("Office")),
            ("organisation__name", _("Organisation")),
            ("starts_on", _("From")),
            ("ends_on", _("Until")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_("Who decided stays on record by an opaque id; the name itself is erased.")),
    ),
    PersonalData(
        model="organisation.Affiliation",
        fields=("member",),
        title=_("Where I belong"),
        why_kept=_("Your courses, sessions and requirements come from the organisation you belong to."),
        rows=rows_of(
            "organisation.Affiliation",
            "member",
            ("organisation__name", _("Organisation")),
            ("starts_on", _("From")),
            ("ends_on", _("Until")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_TOTALS),
    ),
    PersonalData(
        model="organisation.Member",
        fields=("stands_for",),
        whose=lambda member_id: Q(pk=member_id) | Q(stands_for=member_id),
        title=_("My record and my account"),
        why_kept=_("To know you, to let you sign in and to reach you."),
        rows=rows_of(
            "organisation.Member",
            "pk",
            ("number", _("Member number")),
            ("name", _("Name")),
            ("email", _("E-mail")),
            ("phone", _("Phone")),
            ("category", _("Category")),
            ("stage", _("Stage")),
            ("status", _("Status")),
            ("joined_on", _("Joined on")),
            ("registered_at", _("Registered on")),
            ("last_login", _("Last sign-in")),
            ("language", _("Language")),
            ("text_size", _("Text size")),
            ("colour_scheme", _("Colours")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(
            name="—",
            number=Concat(Value("erased-"), F("public_id")),
            email="",
            phone="",
            password="!",  # noqa: S106  # what no password fits
            last_login=None,
            language="",
            is_active=False,
            search_text="",
            sort_text="",
        ),
    ),
)
