"""A person of the organisation, who is also the account that signs in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation import names
from school.organisation.models.affiliation import Affiliation
from school.organisation.models.derived_text import DerivedTextField
from school.organisation.models.searched_text import SearchedTextField

if TYPE_CHECKING:
    from school.organisation.authority import Authority, Right


class Category(models.TextChoices):
    STAFF = "staff", _("staff")
    STUDENT = "student", _("student")
    RETIRED = "retired", _("retired")


class Stage(models.TextChoices):
    """Steps of development; only the last two are membership (DOMAIN §1.3)."""

    APPLICANT = "applicant", _("applicant")
    ACTIVIST = "activist", _("activist")
    CANDIDATE = "candidate", _("development candidate")
    PROBATIONARY = "probationary", _("probationary member")
    FULL = "full", _("full member")


class Status(models.TextChoices):
    """Whether the membership stands (DOMAIN §1.8, §1.10): always decided by people, never by a clock."""

    NORMAL = "normal", _("in good standing")
    AWAY = "away", _("temporarily out")
    TRANSFERRED = "transferred", _("transferred out")
    LEFT = "left", _("left")
    SUSPENDED = "suspended", _("membership suspended")
    REMOVED = "removed", _("removed")
    DECEASED = "deceased", _("deceased")


# Whoever left in one of these ways belongs nowhere and does not sign in.
DEPARTED = (Status.TRANSFERRED, Status.LEFT, Status.REMOVED, Status.DECEASED)


class TextSize(models.TextChoices):
    NORMAL = "normal", _("normal text")
    LARGE = "large", _("large text")


class ColourScheme(models.TextChoices):
    AUTO = "auto", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class MemberQuerySet(models.QuerySet["Member"]):
    def affiliated_within(self, *paths: str, on: date) -> MemberQuerySet:
        """People who belong to any of the subtrees on that day, each once: no record that stands for another one."""
        places = Affiliation.objects.lasting_within(*paths, on=on)
        return self.filter(pk__in=places.values("member")).canonical()

    def overseen_by(self, authority: Authority, right: Right) -> MemberQuerySet:
        """Today's offices × the subtree × today's affiliation; the twin of `permissions.can_oversee`."""
        return self.affiliated_within(*authority.paths(right), on=authority.on)

    def canonical(self) -> MemberQuerySet:
        """People, each once: without the records that stand for another one."""
        return self.filter(stands_for__isnull=True)

    def with_place(self, *, on: date) -> MemberQuerySet:
        """The affiliation that holds on that day as the relation `here`, for columns and orders; empty without one."""
        lasting = models.Q(affiliations__ends_on__isnull=True) | models.Q(affiliations__ends_on__gt=on)
        began = models.Q(affiliations__starts_on__lte=on)
        return self.annotate(here=models.FilteredRelation("affiliations", condition=lasting & began))

    def belonging_nowhere(self, *, on: date) -> MemberQuerySet:
        """Those without an affiliation on that day: departed, or registered and never accepted."""
        return self.filter(~models.Exists(Affiliation.objects.lasting(on).filter(member=models.OuterRef("pk"))))

    def on_file_for(self, authority: Authority, right: Right) -> MemberQuerySet:
        """Whose file the right opens: the overseen, and for the whole tree also who belongs nowhere.

        The twin of `permissions.can_open_file`.
        """
        if authority.covers_everything(right):
            return self.canonical()
        return self.overseen_by(authority, right)

    def found_by(self, text: str) -> MemberQuerySet:
        """Those whose name or number contains every word of the text; case, width, dots and hyphens do not matter."""
        rows = self
        for word in text.split():
            rows = rows.filter(search_text__contains=names.fold(word))
        return rows


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def overseen_by(self, authority: Authority, right: Right) -> MemberQuerySet:
        return self.get_queryset().overseen_by(authority, right)

    def affiliated_within(self, *paths: str, on: date) -> MemberQuerySet:
        return self.get_queryset().affiliated_within(*paths, on=on)

    def canonical(self) -> MemberQuerySet:
        return self.get_queryset().canonical()

    def on_file_for(self, authority: Authority, right: Right) -> MemberQuerySet:
        return self.get_queryset().on_file_for(authority, right)

    def records_of(self, member_id: int) -> MemberQuerySet:
        """All records of the person whom this one is of; as a subquery, it costs no query of its own.

        Who has the member at hand asks `Member.records`, who has the authority reads `Authority.records`.
        """
        # One value, not "in": PostgreSQL would read the whole table for two sets joined by "or".
        root = models.Subquery(self.get_queryset().filter(pk=member_id).values(root=Coalesce("stands_for", "pk")))
        return self.records_under(root)

    def records_under(self, root: Any) -> MemberQuerySet:
        """The canonical record with this id and those that stand for it; `root` is a value or an expression."""
        return self.get_queryset().filter(models.Q(pk=root) | models.Q(stands_for=root))

    def identities(self, member_id: int) -> list[int]:
        """The ids of all records of this person, the canonical one first; one query."""
        first = models.F("stands_for").asc(nulls_first=True)
        return list(self.records_of(member_id).order_by(first, "pk").values_list("pk", flat=True))

    def create_user(self, number: str, password: str | None = None, **fields: Any) -> Member:
        member = self.model(number=number, **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    """The user model. Rights come from offices alone: there are no superusers and no permission tables."""

    public_id = PublicIdField()
    number = models.CharField(_("member number"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    category = models.CharField(max_length=10, choices=Category.choices, default=Category.STUDENT)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.FULL)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NORMAL)
    # Today's canonical record when this one is a duplicate; `MemberAlias` holds the dates.
    stands_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    text_size = models.CharField(max_length=6, choices=TextSize.choices, default=TextSize.NORMAL)
    colour_scheme = models.CharField(max_length=5, choices=ColourScheme.choices, default=ColourScheme.AUTO)
    registered_at = models.DateTimeField(default=timezone.now)
    search_text = SearchedTextField(
        max_length=100, derive=lambda member: names.search_text(name=member.name, number=member.number)
    )
    sort_text = DerivedTextField(max_length=names.SORT_DIGITS, derive=lambda member: names.sort_text(member.name))

    objects = MemberManager()

    USERNAME_FIELD = "number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = (
            # Sign-in by e-mail or phone must find one account; empty means none given.
            models.UniqueConstraint(name="member_email", fields=["email"], condition=~models.Q(email="")),
            models.UniqueConstraint(name="member_phone", fields=["phone"], condition=~models.Q(phone="")),
        )
        indexes = (
            models.Index(fields=["name"], name="member_name"),
            models.Index(fields=["sort_text", "number"], name="member_by_name"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's own admin site is not part of this product."""
        return False

    def records(self) -> MemberQuerySet:
        """All records of this person, her own among them."""
        return Member.objects.records_under(self.stands_for_id or self.pk)

    def affiliation_on(self, day: date) -> Affiliation | None:
        """Where the member belonged on that day, if anywhere."""
        return self.affiliations_on(day).select_related("organisation").first()

    def affiliations_on(self, day: date) -> models.QuerySet[Affiliation]:
        """That one affiliation or none, for those who need only columns of it."""
        return Affiliation.objects.lasting(day).filter(member=self)

    def affiliation_at(self, at: datetime) -> Affiliation | None:
        return self.affiliation_on(timezone.localdate(at))
