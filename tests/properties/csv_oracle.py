"""The conditions of ``viability_rules.csv``, read as they are written there: a second opinion on our rule trees.

The text of a condition is parsed with :mod:`ast` and evaluated in three values (Kleene): an unknown makes a comparison
and any arithmetic unknown, *false and unknown* is false, *true or unknown* is true, and only ``x is not True`` turns an
unknown into an answer. Nothing of ``gravida.engine`` is used here.
"""

from __future__ import annotations

import ast
import csv
import operator
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Env = Mapping[str, Any]
Answer = bool | None

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
IN_TENTHS = 9
"""Lengths are written in tenths of a millimetre; a difference is rounded so that 12.1 - 7.1 is 5 and not 4.999..."""


@cache
def table() -> dict[str, dict[str, str]]:
    """Return the rows of the table by id."""
    text = (files("gravida.evidence") / "tables" / "viability_rules.csv").read_text(encoding="utf-8")
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


@cache
def condition(rule_id: str) -> ast.expr:
    """Return the parsed condition of one row.

    Raises:
        SyntaxError: the row holds words, not a condition.
    """
    return ast.parse(table()[rule_id]["condition"], mode="eval").body


@cache
def names(rule_id: str) -> frozenset[str]:
    """Return the measures that one row reads."""
    return frozenset(node.id for node in ast.walk(condition(rule_id)) if isinstance(node, ast.Name))


@cache
def limits(rule_id: str) -> tuple[float, ...]:
    """Return the numbers that stand in one row."""
    found = {
        float(node.value)
        for node in ast.walk(condition(rule_id))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
    }
    return tuple(sorted(found))


def holds(rule_id: str, env: Env) -> Answer:
    """Say whether the condition of one row holds: True, False, or None where it cannot be told."""
    return _truth(_value(condition(rule_id), env))


def names_of_unmet_parts(rule_id: str, env: Env) -> list[str]:
    """Return what the first unmet part of a row reads; nothing where the row holds."""
    whole = condition(rule_id)
    parts = whole.values if isinstance(whole, ast.BoolOp) and isinstance(whole.op, ast.And) else [whole]
    for part in parts:
        if _truth(_value(part, env)) is not True:
            return sorted({node.id for node in ast.walk(part) if isinstance(node, ast.Name)})
    return []


def _value(node: ast.expr, env: Env) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return env[node.id]
        case ast.Tuple():
            return tuple(_value(part, env) for part in node.elts)
        case ast.BoolOp(op=ast.And()):
            return _all([_truth(_value(part, env)) for part in node.values])
        case ast.BoolOp(op=ast.Or()):
            return _any([_truth(_value(part, env)) for part in node.values])
        case ast.UnaryOp(op=ast.Not()):
            found = _truth(_value(node.operand, env))
            return None if found is None else not found
        case ast.BinOp():
            return _computed(node, env)
        case ast.Compare():
            return _chain(node, env)
    raise SyntaxError(f"a condition cannot hold {ast.unparse(node)}")


def _computed(node: ast.BinOp, env: Env) -> Any:
    left, right = _value(node.left, env), _value(node.right, env)
    if left is None or right is None:
        return None
    found = _ARITHMETIC[type(node.op)](left, right)
    return round(found, IN_TENTHS) if isinstance(node.op, ast.Sub) else found


def _chain(node: ast.Compare, env: Env) -> Answer:
    values = [_value(part, env) for part in (node.left, *node.comparators)]
    pairs = zip(values, node.ops, values[1:], strict=False)
    return _all([_compared(left, sign, right) for left, sign, right in pairs])


def _compared(left: Any, sign: ast.cmpop, right: Any) -> Answer:
    if isinstance(sign, ast.IsNot):
        return left is not right
    if left is None or right is None:
        return None
    if isinstance(sign, ast.Is):
        return left is right
    if isinstance(sign, ast.In):
        return left in right
    return _COMPARE[type(sign)](left, right)


def _truth(value: Any) -> Answer:
    """Take a bare name for a truth value; a text is refused, because every text counts as true."""
    if value is None or isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is no truth value")


def _all(found: list[Answer]) -> Answer:
    if False in found:
        return False
    return None if None in found else True


def _any(found: list[Answer]) -> Answer:
    if True in found:
        return True
    return None if None in found else False
