"""Database work of sockets, in a few threads of its own: an event loop that waits for a query serves nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

Facts = ParamSpec("Facts")
Result = TypeVar("Result")

_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="room")


async def in_thread(work: Callable[Facts, Result], *args: Facts.args, **options: Facts.kwargs) -> Result:
    """Run blocking work and hand its result back to the loop."""

    def run() -> Result:
        close_old_connections()
        try:
            return work(*args, **options)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_threads, run)
