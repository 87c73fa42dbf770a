"""What changes in a gate when its lecture is copied or goes to another course. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Gate = Mapping[str, Any]


def mapped_gate(gate: Gate, new_ids: Mapping[str, str]) -> dict[str, Any]:
    """The gate with the copies of the lectures it names, where they were copied along; others keep their name."""
    return {operator: _mapped(operator, operand, new_ids) for operator, operand in gate.items()}


def _mapped(operator: str, operand: Any, new_ids: Mapping[str, str]) -> Any:
    if operator in {"all", "any"}:
        return [mapped_gate(part, new_ids) for part in operand]
    if operator == "not":
        return mapped_gate(operand, new_ids)
    return new_ids.get(operand, operand) if operator in {"completed", "passed"} else operand


def gate_within(gate: Gate, known: Collection[str]) -> dict[str, Any]:
    """The gate without conditions on lectures that are not `known`, for another course: nobody could meet them there.

    A list that loses its last condition is dropped too, so that what remains never stays closed for ever.
    """
    for operator, operand in gate.items():
        if operator in {"all", "any"}:
            left = [part for part in (gate_within(one, known) for one in operand) if part]
            return {operator: left} if left or not operand else {}
        if operator == "not":
            inner = gate_within(operand, known)
            return {operator: inner} if inner else {}
        if operator in {"completed", "passed"} and operand not in known:
            return {}
    return dict(gate)
