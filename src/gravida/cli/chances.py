"""``gravida chances``: the one table that fits a record, or one question."""

from __future__ import annotations

import json as json_
from collections.abc import Callable
from typing import Any

from gravida.cli.options import Json, Switch
from gravida.cli.say import printable
from gravida.cli.typed import call, pairs
from gravida.columns import columns
from gravida.engine import chances as engine
from gravida.errors import UnknownName
from gravida.values import rename

QUESTIONS: dict[str, Callable[..., Any]] = {
    "by-week": engine.by_week,
    "after-heartbeat": engine.after_heartbeat,
    "by-heart-rate": engine.by_heart_rate,
    "slow-then-normal": engine.slow_then_normal,
    "by-age": engine.by_age,
    "by-history": engine.by_history,
    "recurrent-loss": engine.recurrent_loss,
    "small-crl": engine.small_crl,
    "sac-findings": engine.sac_findings,
    "bleeding": engine.bleeding,
    "haematoma": engine.haematoma,
    "second-trimester": engine.second_trimester,
    "stillbirth": engine.stillbirth,
}
"""What can be asked by name."""


def chances(*what: str, clinic: Switch = False, json: Json = False) -> None:
    """Say how many of people like these had a loss: `gravida chances ga_days=60`, `gravida chances stillbirth`.

    Parameters
    ----------
    what
        Columns with their values; or a question and its values; `questions` lists them, `models` lists the models.
    clinic
        Also figures as printed, without an interval or a size. For clinics and research.
    json
        JSON instead of text.
    """
    if not what or what == ("questions",):
        _list(json)
        return
    if what == ("models",):
        _models(json)
        return
    found = engine.most_specific(_record(what)) if "=" in what[0] else call(_question(what[0]), pairs(what[1:]))
    if isinstance(found, engine.Answer):
        print(found.as_json(clinic=clinic, indent=1) if json else printable(found.as_text(clinic=clinic)).rstrip())
        return
    said = f"{found.in_words}\nSource: {found.source.short()}."
    print(json_.dumps(found.as_dict(), ensure_ascii=False, indent=1) if json else printable(said))


def _question(name: str) -> Callable[..., Any]:
    known = name.replace("_", "-")
    if known not in QUESTIONS:
        raise UnknownName("question", name, [*QUESTIONS, "models", "questions"])
    return QUESTIONS[known]


def _record(parts: tuple[str, ...]) -> dict[str, str]:
    found = pairs(parts)
    for name in found:
        if rename(name) is None:
            raise UnknownName("column", name, list(columns()))
    return found


def _list(as_json: bool) -> None:
    rows = {name: (question.__doc__ or "").split("\n")[0] for name, question in QUESTIONS.items()}
    if as_json:
        print(json_.dumps(rows, ensure_ascii=False, indent=1))
        return
    for name, says in rows.items():
        print(f"{name:<18}{says}")


def _models(as_json: bool) -> None:
    rows = [found.as_dict() for found in engine.models().values()]
    if as_json:
        print(json_.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(f"{row['key']:<20}{row['title']}: coefficients not verified; {row['refused_because']}")
