"""One page of a deck: its pictures, its words, and what is told to those who cannot see it."""

from typing import Self

from django.db import models
from django.db.models import Q

from media.models.asset import Asset


class DeckPageQuerySet(models.QuerySet["DeckPage"]):
    def in_order(self) -> Self:
        """As the deck has them."""
        return self.order_by("asset", "number")


class DeckPage(models.Model):
    """Pages count from 1. `small` and `large` are names within the asset's address, sizes are pixels of the pictures.

    `alt` begins as the page's title and is the author's from then on; a page without words needs one.
    """

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    small_width = models.PositiveSmallIntegerField()
    small = models.CharField(max_length=40)
    large = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    alt = models.CharField(max_length=300, blank=True)

    objects = DeckPageQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two workers that finish one deck at once must not leave each page twice.
            models.UniqueConstraint(fields=["asset", "number"], name="deck_page_once"),
            models.CheckConstraint(
                condition=Q(number__gt=0, width__gt=0, height__gt=0, small_width__gt=0), name="deck_page_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} · {self.number}"

    @property
    def is_told(self) -> bool:
        """Whether somebody who cannot see the page learns what is on it."""
        return bool(self.text or self.alt)
