"""Facts go up: an app announces what happened, apps above it listen.

The fact and its record commit together. Each listener runs at once in a savepoint of its own: one that fails leaves
the record pending, to be retried every minute, and never undoes the fact (DESIGN §3.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from django.db import transaction
from pydantic import TypeAdapter

from school.events.models import EventRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Event = TypeVar("Event")
Listener = Callable[[Any], object]

log = structlog.get_logger(__name__)

_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)
_types: dict[str, type] = {}


def kind_of(event_type: type) -> str:
    """The stable name of an event type, e.g. `quizzes.AttemptSubmitted`."""
    return f"{event_type.__module__.split('.events')[0]}.{event_type.__name__}"


def listens_to(event_type: type[Event]) -> Callable[[Callable[[Event], object]], Callable[[Event], object]]:
    """Register a listener. It must be idempotent: after a failure it is called again with the same event."""

    def register(listener: Callable[[Event], object]) -> Callable[[Event], object]:
        kind = kind_of(event_type)
        _types[kind] = event_type
        _listeners[kind][f"{listener.__module__}.{listener.__qualname__}"] = listener
        return listener

    return register


def announce(event: DataclassInstance) -> EventRecord:
    """Record the fact and tell its listeners, inside the transaction that made it true.

    Raises:
        TransactionManagementError: outside a transaction, because a fact without its record could be lost.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("announce() needs the transaction that makes the fact true")
    kind = kind_of(type(event))
    failed = _tell(event, _listeners[kind])
    return EventRecord.objects.create(kind=kind, payload=asdict(event), pending=failed, is_pending=bool(failed))


def _tell(event: object, listeners: dict[str, Listener]) -> dict[str, str]:
    failed = {}
    for name, listener in listeners.items():
        try:
            with transaction.atomic():
                listener(event)
        except Exception as error:
            log.exception("listener failed", listener=name, event_kind=kind_of(type(event)))
            failed[name] = type(error).__name__
    return failed


def retry_pending(*, limit: int = 200) -> int:
    """Call again the listeners that failed; return how many records are done now."""
    done = 0
    for pk in EventRecord.objects.pending().values_list("pk", flat=True)[:limit]:
        with transaction.atomic():
            done += _retry(pk)
    return done


def _retry(pk: int) -> bool:
    record = EventRecord.objects.select_for_update().get(pk=pk)
    event_type = _types.get(record.kind)
    if not record.is_pending or event_type is None:
        return False
    event: object = TypeAdapter(event_type).validate_python(record.payload)
    known = _listeners[record.kind]
    failed = _tell(event, {name: known[name] for name in record.pending if name in known})
    record.pending, record.is_pending = failed, bool(failed)
    record.attempts += 1
    record.save(update_fields=["pending", "is_pending", "attempts"])
    return not failed
