"""Paths: taking a free one, and rewriting those of a whole subtree. The only writer of `Organisation.path`."""

from __future__ import annotations

from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr

from school.organisation.errors import TooDeep
from school.organisation.models import Organisation
from school.organisation.tree_paths import MAX_DEPTH, WIDTH, step


def lock_tree() -> None:
    """Let acts on the tree follow one another: two moves at once could make a circle that neither sees.

    `no_key`: people may go on joining nodes meanwhile. SQLite has one writer anyway.
    """
    list(Organisation.objects.filter(parent=None).select_for_update(no_key=True).values_list("pk"))


def free_path(*, under: Organisation | None) -> str:
    """The path of one more child.

    Raises:
        TooDeep: below the deepest level.
        ValueError: when the parent has no room for another child.
    """
    above = under.path if under is not None else ""
    if len(above) >= WIDTH * MAX_DEPTH:
        raise TooDeep(levels=MAX_DEPTH)
    last = Organisation.objects.filter(parent=under).order_by("path").values_list("path", flat=True).last()
    return above + step(int(last[-WIDTH:], 16) + 1 if last else 1)


def hang(*, node: Organisation, under: Organisation, slot: str = "") -> None:
    """Hang the node and everything below it under another, at the wished place if it is free; the instance follows.

    `slot` is the last part of a path, as it was before an act that is undone.

    Raises:
        TooDeep: when the subtree would reach below the deepest level.
    """
    if deepest_level(node=node) - node.depth + under.depth + 1 > MAX_DEPTH:
        raise TooDeep(levels=MAX_DEPTH)
    wished = under.path + slot
    taken = not slot or Organisation.objects.filter(path=wished).exclude(pk=node.pk).exists()
    new = free_path(under=under) if taken else wished
    Organisation.objects.within(node.path).update(path=Concat(Value(new), Substr(F("path"), len(node.path) + 1)))
    Organisation.objects.filter(pk=node.pk).update(parent=under)
    node.path, node.parent = new, under


def deepest_level(*, node: Organisation) -> int:
    """The level of the lowest node of the subtree; the root's is 1."""
    longest = Organisation.objects.within(node.path).aggregate(longest=Max(Length("path")))["longest"]
    return int(longest or len(node.path)) // WIDTH
