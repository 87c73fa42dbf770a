"""What each area adds to the little world of the permission matrix: one module an area, one `plant` each.

`plant(world, at)` makes its objects through the services of the product, places them at the second branch, adds their
ids to `world.ids` and words that no stranger may read to `world.canaries`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contracts.world import World

Planter = Callable[["World", datetime], None]


def planters() -> list[Planter]:
    """Every area's, in the order of their names."""
    return [import_module(f"{__name__}.{module.name}").plant for module in iter_modules(__path__)]
