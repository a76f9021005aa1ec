"""Both sides of every limit of a rule, worked out from the rule itself: cases for tests, the manual and reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gravida.engine.conditions import AllOf, AnyOf, Compare, CompareTwo, Condition, HasCode, IsFalse, IsGiven, IsTrue
from gravida.engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Boundary:
    """One value on or beside a limit, and whether the rule is met there when everything else in it is."""

    measure: str
    value: float
    met: bool | None


def boundaries(rule: Rule) -> list[Boundary]:
    """Return the values just under, on and just over each limit of a rule, with the answer at each of them."""
    found: dict[tuple[str, float], Boundary] = {}
    for arm in _arms(rule.when):
        env = meeting(arm)
        for measure, value in arm.edges():
            met = rule.when.holds({**env, measure: value})
            found[measure, value] = Boundary(measure, value, met)
    return [found[key] for key in sorted(found)]


def _arms(condition: Condition) -> Iterator[Condition]:
    """Each way of meeting a condition: its alternatives one by one."""
    if isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _arms(part)
    elif isinstance(condition, AllOf) and (branch := next((p for p in condition.parts if isinstance(p, AnyOf)), None)):
        rest = tuple(part for part in condition.parts if part is not branch)
        for arm in _arms(branch):
            yield from _arms(AllOf((*rest, *(arm.parts if isinstance(arm, AllOf) else (arm,)))))
    else:
        yield condition


def meeting(arm: Condition) -> dict[str, Any]:
    """Return measures that meet a condition without alternatives."""
    parts = arm.parts if isinstance(arm, AllOf) else (arm,)
    env: dict[str, Any] = {}
    for part in parts:
        if isinstance(part, IsTrue):
            env[part.measure] = True
        elif isinstance(part, IsFalse):
            env[part.measure] = False
        elif isinstance(part, HasCode):
            env[part.measure] = part.codes[0]
        elif isinstance(part, IsGiven):
            env.setdefault(part.measure, 1.0)
    compares = [part for part in parts if isinstance(part, Compare)]
    for name in dict.fromkeys(part.measure for part in compares):
        limits = [part for part in compares if part.measure == name]
        candidates = sorted({value for part in limits for _, value in part.edges()})
        env[name] = next(value for value in candidates if all(part.holds({name: value}) for part in limits))
    for part in parts:
        if isinstance(part, CompareTwo):
            _meet_two(part, env)
    return env


def _meet_two(part: CompareTwo, env: dict[str, Any]) -> None:
    """Choose the first measure of a comparison so that it holds, given the second."""
    second = env.setdefault(part.second, 10.0)
    limit = second + part.difference if part.difference is not None else (part.multiple or 1) * second
    env[part.first] = limit - 1 if part.sign in ("<", "<=") else limit + 1
