"""What an act on the tree would bring about, in words, before anybody confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.organisation.models import Office, Organisation, Task
from school.organisation.subtrees import headcount, nodes_below


def founding_in_words(*, parent: Organisation, said: Mapping[str, Any]) -> list[str]:
    facts = {"name": said["name"], "parent": parent.name, "kind": said["kind"].label, "day": date_format(said["on"])}
    return [_("%(name)s (%(kind)s) will lie under %(parent)s from %(day)s.") % facts]


def editing_in_words(*, node: Organisation, said: Mapping[str, Any]) -> list[str]:
    day, sentences = date_format(said["on"]), []
    if said["name"] != node.name:
        facts = {"before": node.name, "name": said["name"], "day": day}
        sentences.append(_("%(before)s will be called %(name)s from %(day)s.") % facts)
    if said["short_name"] != node.short_name:
        sentences.append(_("Its short name will be “%(name)s”.") % {"name": said["short_name"]})
    if said["kind"].pk != node.kind_id:
        facts = {"before": node.kind.label, "kind": said["kind"].label}
        sentences.append(_("It will be of the kind “%(kind)s” instead of “%(before)s”.") % facts)
    return sentences


def moving_in_words(*, node: Organisation, under: Organisation, on: date) -> list[str]:
    members, nodes = headcount(paths=[node.path], on=on).of(node.path), nodes_below(node)
    return [
        _("%(name)s will lie under %(under)s.") % {"name": node.name, "under": under.name},
        _members_move(members),
        *_nodes_move(nodes),
        _("Who holds an office above its old place no longer reaches it; who holds one above its new place does."),
    ]


def merging_in_words(*, node: Organisation, into: Organisation, on: date) -> list[str]:
    counts = headcount(paths=[node.path], on=on)
    names = {"name": node.name, "into": into.name}
    return [
        _("%(name)s will be closed, and %(into)s goes on.") % names,
        _members_move(counts.of_node(node.path)),
        *_nodes_move(node.children.still_open().count()),
        _what_ends(node, into),
    ]


def splitting_in_words(*, node: Organisation, said: Mapping[str, Any], stay: int) -> list[str]:
    return [
        _("%(name)s will lie beside %(node)s.") % {"name": said["name"], "node": node.name},
        _members_move(len(said["members"])),
        ngettext("%(count)s member stays.", "%(count)s members stay.", stay) % {"count": stay},
    ]


def closing_in_words(*, node: Organisation, said: Mapping[str, Any]) -> list[str]:
    facts = {"name": node.name, "day": date_format(said["on"])}
    closes = _("%(name)s will be closed from %(day)s. What belongs to its past stays.") % facts
    return [closes, _what_ends(node, node.parent)]


def _members_move(count: int) -> str:
    return ngettext("%(count)s member goes along.", "%(count)s members go along.", count) % {"count": count}


def _nodes_move(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "%(count)s branch or group below it goes along.", "%(count)s branches or groups below it go along.", count
        )
        % {"count": count}
    ]


def _what_ends(node: Organisation, other: Organisation | None) -> str:
    offices = Office.objects.filter(organisation=node, ends_on__isnull=True).count()
    tasks = Task.objects.open().filter(organisation=node).count()
    facts = {"offices": offices, "tasks": tasks, "other": other.name if other else ""}
    return _("Offices that end: %(offices)s. Open tasks that go to %(other)s: %(tasks)s.") % facts
