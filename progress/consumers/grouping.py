"""Gathering what arrives within a moment, so that one transaction answers many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

import structlog
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections

from progress.errors import BusyRecording

WINDOW_SECONDS = 0.1
GROUP_MAX = 64

Given = TypeVar("Given")
Answer = TypeVar("Answer")

log = structlog.get_logger(__name__)


class Grouping(Generic[Given, Answer]):
    """Calls `settle` in a thread with all that arrived in a window, one group at a time; each caller gets its answer.

    A group that fails is settled again one by one, so that what broke it harms nobody else.
    """

    def __init__(self, settle: Callable[[Sequence[Given]], list[Answer]]) -> None:
        self._settle = settle
        self._waiting: list[tuple[Given, asyncio.Future[Answer]]] = []
        self._draining: asyncio.Task[None] | None = None

    async def answer(self, given: Given) -> Answer:
        """Wait for the group of this one to be settled.

        Raises:
            BusyRecording: when it could not be; nothing was stored then.
        """
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, future))
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        try:
            while self._waiting:
                if len(self._waiting) < GROUP_MAX:
                    await asyncio.sleep(WINDOW_SECONDS)
                group, self._waiting = self._waiting[:GROUP_MAX], self._waiting[GROUP_MAX:]
                await self._settle_group(group)
        finally:
            self._draining = None

    async def _settle_group(self, group: list[tuple[Given, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await sync_to_async(self._in_thread, thread_sensitive=False)([given for given, _ in group])
        except Exception as error:
            log.exception("group failed", size=len(group))
            if len(group) == 1 or isinstance(error, OperationalError | InterfaceError):
                for _given, future in group:
                    if not future.done():
                        future.set_exception(BusyRecording())
                return
            for one in group:
                await self._settle_group([one])
            return
        for (_given, future), answer in zip(group, answers, strict=True):
            if not future.done():
                future.set_result(answer)

    def _in_thread(self, given: Sequence[Given]) -> list[Answer]:
        close_old_connections()
        try:
            return self._settle(given)
        finally:
            close_old_connections()


class GroupingOfLoop(Generic[Given, Answer]):
    """One grouping for each event loop: futures belong to the loop that made them."""

    def __init__(self, settle: Callable[[Sequence[Given]], list[Answer]]) -> None:
        self._settle = settle
        self._of_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, Grouping[Given, Answer]] = WeakKeyDictionary()

    async def answer(self, given: Given) -> Answer:
        """As `Grouping.answer`, in the running loop."""
        loop = asyncio.get_running_loop()
        grouping = self._of_loop.setdefault(loop, Grouping(self._settle))
        return await grouping.answer(given)
