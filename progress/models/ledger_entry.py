"""The credit-hour ledger: append-only, in quarter hours, chained per member (DESIGN §2.5)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import DecimalField, ExpressionWrapper, F, IntegerField, Q, Sum
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from progress.categories import Category
from progress.errors import LedgerIsAppendOnly
from progress.models.rule_set import RuleVersion
from school.identifiers import PublicIdField
from school.organisation.models import Member, Organisation

QUARTERS = ExpressionWrapper(F("hours") * 4, output_field=DecimalField(max_digits=8, decimal_places=2))


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def of_year(self, *, records: Collection[int], year: int) -> LedgerEntryQuerySet:
        """A person's entries of one credit year, under all of her records, in the order of each ledger."""
        return self.under(records).filter(credit_year=year).order_by("member", "number")

    def under(self, records: Collection[int]) -> LedgerEntryQuerySet:
        """The entries under these records of one person (`Authority.records`)."""
        return self.filter(member__in=records)

    def of_person(self, member_id: int) -> LedgerEntryQuerySet:
        """The entries of a member and of the other records of the same person (DESIGN §2.5)."""
        return self.filter(member__in=Member.objects.records_of(member_id))

    def of_key(self, *, member_id: int, item: str, year: int) -> LedgerEntryQuerySet:
        """The numbered entries of one credit key in the ledger of one record."""
        return self.filter(member_id=member_id, item=item, credit_year=year).order_by("n")

    def net_hours(self) -> Decimal:
        """What these entries come to, counter-entries included."""
        return self.aggregate(net=Sum("hours"))["net"] or Decimal("0.00")

    def update(self, **values: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    def delete(self) -> NoReturn:
        raise LedgerIsAppendOnly


class LedgerEntry(models.Model):
    """One line. The credit key is (person, item, credit year); within the ledger of one record its entries are numbered
    by `n`: odd ones credit the item's value, even ones take it back, so a key's net is always nothing or that value.

    `number` counts a member's lines; `hash` seals this line and, through `previous_hash`, all before it.
    """

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField()
    item = models.CharField(max_length=80)
    credit_year = models.PositiveSmallIntegerField()
    n = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    category = models.CharField(max_length=20, choices=Category.choices)
    title = models.CharField(max_length=200)
    evidence_kind = models.CharField(max_length=30)
    evidence_id = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="earned_entries"
    )
    earned_on = models.DateTimeField()
    recorded_at = models.DateTimeField()
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = (models.Index(fields=["credit_year", "member", "category", "hours"], name="ledger_of_year"),)
        constraints = (
            # Two credits of a member at once would both take the next line of the chain.
            models.UniqueConstraint(name="ledger_number", fields=["member", "number"]),
            # Seen alone and live at the same moment: the second credit finds the first.
            models.UniqueConstraint(name="ledger_key_number", fields=["member", "item", "credit_year", "n"]),
            # Credit and counter-entry alternate, so no sequence of writes counts an item twice.
            models.CheckConstraint(
                name="ledger_credits_alternate",
                condition=Q(Exact(F("n") % 2, 1), hours__gt=0, reverses__isnull=True)
                | Q(Exact(F("n") % 2, 0), hours__lt=0, reverses__isnull=False),
            ),
            models.CheckConstraint(
                name="ledger_quarter_hours", condition=Exact(Cast(QUARTERS, IntegerField()), QUARTERS)
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} #{self.number} {self.hours}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise LedgerIsAppendOnly
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    @property
    def is_reversal(self) -> bool:
        return self.reverses_id is not None

    def payload(self) -> dict[str, object]:
        """What the seal covers: opaque ids and facts, never names."""
        return {
            "public_id": self.public_id,
            "member": self.member.public_id,
            "number": self.number,
            "item": self.item,
            "credit_year": self.credit_year,
            "n": self.n,
            "hours": self.hours,
            "category": self.category,
            "title": self.title,
            "evidence": [self.evidence_kind, self.evidence_id],
            "organisation": self.organisation_id,
            "earned_on": self.earned_on,
            "recorded_at": self.recorded_at,
            "rule_version": self.rule_version_id,
            "reverses": self.reverses_id,
            "reason": self.reason,
            "actor": self.actor.public_id if self.actor else "",
        }
