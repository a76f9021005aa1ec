"""Golden vectors: answers that have to come out as published before anything else may be said.

They run once, at the first question asked of the engine, and again by ``gravida doctor``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from gravida.errors import SelfCheckError


@cache
def golden_vectors() -> dict[str, list[dict[str, Any]]]:
    """Published answers: ``ages`` by formula and ``scans`` with the category each guideline gives."""
    text = (files("gravida.evidence") / "tables" / "golden.json").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = json.loads(text)
    return found


def mismatches() -> list[str]:
    """Return one sentence for each golden vector that does not come out as published."""
    from gravida.engine import dating
    from gravida.engine.reading import read
    from gravida.engine.selection import Selection
    from gravida.engine.viability import guidelines
    from gravida.values import read_scan

    found: list[str] = []
    for vector in golden_vectors()["ages"]:
        age = round(dating.method(vector["formula"]).age_days(float(vector["mm"])), 2)
        if abs(age - vector["days"]) > 0.005:
            found.append(f"{vector['formula']} gives {age} days at {vector['mm']} mm, published is {vector['days']}.")
    everything = Selection(tuple(guidelines().values()))
    for vector in golden_vectors()["scans"]:
        scans = [read_scan(scan) for scan in vector["scans"]]
        answers = {
            found.guideline.key: found.category.value for found in read(scans, len(scans) - 1, everything).guidelines
        }
        for key, expected in vector["expect"].items():
            if answers[key] != expected:
                found.append(f"{vector['id']}: {key} answers {answers[key]}, published is {expected}.")
    return found


@cache
def self_check() -> None:
    """Run every golden vector, once.

    Raises:
        SelfCheckError: one of them does not come out as published; nothing may be answered then.
    """
    found = mismatches()
    if found:
        raise SelfCheckError(
            f"{len(found)} of the published answers do not come out, so nothing is answered. First: {found[0]} "
            "Please report this with the output of `gravida doctor`."
        )
