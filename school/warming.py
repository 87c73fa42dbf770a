"""What a process that answers requests does before the first one."""

from __future__ import annotations

import gc

from django.template.loader import get_template
from django.urls import reverse


def warm_up() -> None:
    """Load the routes, with every view behind them, and the frame of the pages; then leave all of it in peace.

    What was loaded lives as long as the process. Frozen, it is no longer walked by the garbage collector, which a page
    with thousands of rows would otherwise set off several times.
    """
    reverse("progress:home")
    get_template("base.html")
    gc.collect()
    gc.freeze()
