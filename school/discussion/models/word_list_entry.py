"""The operator's word list: what a text is checked for before others see it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.discussion.matching import folded
from school.identifiers import PublicIdField


class WordAction(models.TextChoices):
    WARN = "warn", _("tell the author, who may send it nevertheless")
    HOLD = "hold", _("hold it until a moderator has looked")
    REFUSE = "refuse", _("refuse it")


class WordListEntryQuerySet(models.QuerySet["WordListEntry"]):
    def telling(self, text: str) -> WordListEntryQuerySet:
        """Entries whose word, other spellings or advice contain the text; every one for an empty text."""
        if not text:
            return self
        wanted = models.Q(word__icontains=text) | models.Q(advice__icontains=text) | models.Q(variants__icontains=text)
        return self.filter(wanted)

    def doing(self, action: str) -> WordListEntryQuerySet:
        """Entries with this action; every one for another word."""
        return self.filter(action=action) if action in WordAction.values else self


class WordListEntry(models.Model):
    """`variants` are further spellings, one a line; `advice` is what the author is told to write instead, or why."""

    public_id = PublicIdField()
    word = models.CharField(_("word or phrase"), max_length=60)
    folded = models.CharField(max_length=60, unique=True, editable=False)
    variants = models.TextField(_("other spellings"), max_length=1000, blank=True)
    advice = models.CharField(_("advice to the author"), max_length=200, blank=True)
    action = models.CharField(_("what happens"), max_length=6, choices=WordAction.choices, default=WordAction.WARN)
    changed_at = models.DateTimeField()

    objects = WordListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the list")
        ordering = ("word", "pk")

    def __str__(self) -> str:
        return self.word

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word and its variants, as they were written."""
        return (self.word, *(line.strip() for line in self.variants.splitlines() if line.strip()))

    def fold(self) -> None:
        """Set the key by which a word stands in the list once."""
        self.folded = folded(self.word)
