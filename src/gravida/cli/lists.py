"""``gravida guidelines`` and ``gravida columns``: what can be asked and what can be given."""

from __future__ import annotations

import json as json_
from dataclasses import asdict
from textwrap import fill

from gravida.cli.options import Json, Switch
from gravida.cli.say import count

WIDTH = 96


def guidelines(*, json: Json = False) -> None:
    """List the guidelines and their editions; those marked with a star answer when none is chosen.

    Parameters
    ----------
    json
        JSON instead of text.
    """
    from gravida.engine.explain import note
    from gravida.engine.viability import DEFAULT
    from gravida.engine.viability import guidelines as every

    if json:
        rows = [
            {
                "key": found.key,
                "title": found.title,
                "edition": found.edition,
                "default": found.key in DEFAULT,
                "rules": [rule.id for rule in found.rules],
                "warning": found.warning,
                "source": asdict(note(found.source)),
            }
            for found in every().values()
        ]
        print(json_.dumps(rows, ensure_ascii=False, indent=1))
        return
    for found in every().values():
        star = "*" if found.key in DEFAULT else " "
        print(f"{star} {found.key:<14}{found.title}, {found.edition} ({count(len(found.rules), 'rule')})")
        if found.warning:
            print(fill(found.warning, WIDTH, initial_indent=" " * 16, subsequent_indent=" " * 16))
    print("\n* answers when none is chosen. Choose with --guidelines, for example --guidelines sru2013,nice2023.")


def columns(*, every: Switch = False, json: Json = False) -> None:
    """List the columns a file can have: name, unit, what may stand in them, what they mean.

    Parameters
    ----------
    every
        Also the columns of the dictionary that are not read yet.
    json
        JSON instead of text, with every column and its codes in LOINC, SNOMED CT and DICOM.
    """
    from gravida.columns import columns as dictionary
    from gravida.engine.blood.samples import COLUMNS
    from gravida.engine.preparation import entered_measures

    known, read = dictionary(), {*entered_measures(), *COLUMNS}
    if json:
        rows = [{**asdict(found), "read_by_assess": found.name in read} for found in known.values()]
        print(json_.dumps(rows, ensure_ascii=False, indent=1))
        return
    for found in known.values():
        if every or found.name in read:
            print(f"{found.name:<22}{_may_be(found.kind, found.codes, found.low, found.high)}")
            print(fill(found.meaning + ".", WIDTH, initial_indent=" " * 22, subsequent_indent=" " * 22))
    rest = len(set(known) - read)
    print(
        "\nThe unit is part of the name; lengths may also be given as crl_cm and the like. Empty means: not said.\n"
        "Every other column of a file passes through as it came."
        + ("" if every else f" `gravida columns --every` adds {rest} that are not read yet.")
    )


def _may_be(kind: str, codes: tuple[str, ...], low: float | None, high: float | None) -> str:
    if codes:
        return " | ".join(codes)
    if kind == "boolean":
        return "true | false"
    if kind == "datetime":
        return "time, such as 2026-11-23T09:30"
    if kind == "date":
        return "date, such as 2026-11-23"
    if low is not None and high is not None:
        return f"{'whole ' if kind == 'integer' else ''}number, {low:g} to {high:g}"
    return "text" if kind in ("string", "code") else "number"
