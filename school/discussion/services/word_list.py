"""Changing the operator's word list, one by one or as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from school.discussion.errors import WordListed, WordListUnreadable
from school.discussion.matching import folded
from school.discussion.models import WordAction, WordListEntry
from school.discussion.words import forget_words
from school.organisation.acting import Act

COLUMNS = 4
MOST_WORDS = 20_000
LONGEST_WORD, LONGEST_ADVICE = 60, 200
VARIANTS_BY = "|"


@dataclass(frozen=True)
class Line:
    """One word as a list brings it."""

    word: str
    action: str
    advice: str
    variants: str


@transaction.atomic
def keep_word(*, entry: WordListEntry, act: Act) -> WordListEntry:
    """Add or change a word. Raises WordListed when another entry is spelled alike."""
    entry.fold()
    entry.changed_at = act.at
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        raise WordListed from None
    _changed(act, "discussion.word_kept", entry.word)
    return entry


@transaction.atomic
def drop_word(*, entry: WordListEntry, act: Act) -> None:
    """Take a word off the list."""
    entry.delete()
    _changed(act, "discussion.word_dropped", entry.word)


@transaction.atomic
def take_list(*, text: str, act: Act) -> int:
    """Add or change the words of a list (see `read_list`); how many it brought. Words it does not name stay.

    Raises:
        WordListUnreadable: names the first line that cannot be read; nothing is taken then.
    """
    lines = {folded(line.word): line for line in read_list(text=text)}
    WordListEntry.objects.bulk_create(
        [
            WordListEntry(
                word=line.word,
                folded=key,
                action=line.action,
                advice=line.advice,
                variants=line.variants,
                changed_at=act.at,
            )
            for key, line in lines.items()
        ],
        update_conflicts=True,
        unique_fields=["folded"],
        update_fields=["word", "action", "advice", "variants", "changed_at"],
        batch_size=500,
    )
    _changed(act, "discussion.words_taken", "", count=len(lines))
    return len(lines)


def read_list(*, text: str) -> Iterator[Line]:
    """Lines of "word<tab>action<tab>advice<tab>variant|variant"; all but the word may be missing.

    Raises:
        WordListUnreadable: with the number of the line and why.
    """
    lines = [(number, raw) for number, raw in enumerate(text.splitlines(), 1) if raw.strip()]
    if len(lines) > MOST_WORDS:
        raise WordListUnreadable(line=MOST_WORDS + 1, why=_("the list is too long."))
    for number, raw in lines:
        word, action, advice, variants = (*(cell.strip() for cell in raw.split("\t")), "", "", "")[:COLUMNS]
        if not folded(word) or len(word) > LONGEST_WORD:
            raise WordListUnreadable(line=number, why=_("a word has letters or digits, and at most 60 of them."))
        if len(advice) > LONGEST_ADVICE:
            raise WordListUnreadable(line=number, why=_("the advice is longer than 200 characters."))
        if action and action not in WordAction.values:
            raise WordListUnreadable(line=number, why=_("the second column is warn, hold or refuse."))
        yield Line(word, action or WordAction.WARN, advice, "\n".join(filter(None, variants.split(VARIANTS_BY))))


def written_list(*, entries: Iterable[WordListEntry]) -> str:
    """The list as `take_list` reads it."""
    rows = ([entry.word, entry.action, entry.advice, VARIANTS_BY.join(entry.spellings[1:])] for entry in entries)
    return "".join("\t".join(row) + "\n" for row in rows)


def _changed(act: Act, action: str, word: str, **details: object) -> None:
    forget_words()
    act.record(action, subject_kind="word_list", subject_id=word[:40], details=details)
