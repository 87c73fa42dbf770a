"""The tree as text: a fixed-width materialised path, four hex digits a level (STACK §6).

A path is a prefix of the paths of everything below it, so a subtree is one range of a b-tree index and a node's
ancestors can be listed without a query. No ORM here.
"""

from __future__ import annotations

WIDTH = 4
MAX_DEPTH = 16
AFTER_HEX = "g"


def step(number: int) -> str:
    """The path segment of the n-th child (1 … 65535)."""
    if not 0 < number < 16**WIDTH:
        raise ValueError(f"a node takes at most {16**WIDTH - 1} children")
    return f"{number:0{WIDTH}x}"


def prefixes(path: str) -> list[str]:
    """The path itself and those of all its ancestors, root first; nothing for the empty path."""
    return [path[:end] for end in range(WIDTH, len(path) + 1, WIDTH)]


def is_within(path: str, root: str) -> bool:
    """Whether the node at `path` is the node at `root` or lies below it. Nothing lies within the empty path."""
    return bool(root) and path.startswith(root)


def is_root(path: str) -> bool:
    """Whether this is the path of the node above all others."""
    return len(path) == WIDTH


def outermost(paths: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The given paths without those that lie within another one, sorted."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if path and not (kept and is_within(path, kept[-1])):
            kept.append(path)
    return tuple(kept)
