"""``gravida date``: every published formula for the age, side by side, and what two re-dating rules make of it."""

from __future__ import annotations

import json as json_
import math
from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from gravida.cli.options import Json
from gravida.days import weeks_and_days
from gravida.errors import InputError

Measures = Annotated[list[str], Parameter(negative="")]


def date(measures: Measures, /, *, lmp_days: str | None = None, json: Json = False) -> None:
    """Show the age by every published formula for what was measured, side by side, with their spread.

    `gravida date crl_mm=45` or `gravida date hc_mm=150 fl_mm=25 --lmp-days 18w0d`.

    Parameters
    ----------
    measures
        One or more of crl_mm, msd_mm, bpd_mm, hc_mm, ac_mm, fl_mm, tcd_mm, as name=value; crl_cm=4.5 is converted.
    lmp_days
        The age by the last period, in days or as weeks and days: shows for each formula whether ACOG CO 700 re-dates.
    json
        JSON instead of text.
    """
    from gravida.cli.growth import read_days
    from gravida.engine.dating import redating
    from gravida.engine.dating.comparison import compare

    found = compare(**dict(_measure(text) for text in measures))
    lmp = None if lmp_days is None else read_days(lmp_days)
    if json:
        rows = [_plain(asdict(answer)) for answer in found.answers]
        if lmp is not None:
            for row in rows:
                days = row["age_days"]
                row["acog_co700_redates"] = None if days is None else bool(redating.acog_redates(lmp, days))
        low, high = (None if math.isnan(one) else one for one in (found.lowest_days, found.highest_days))
        print(json_.dumps({"answers": rows, "lowest_days": low, "highest_days": high}, ensure_ascii=False, indent=1))
        return
    for answer in found.answers:
        if answer.why_not is not None:
            print(f"{answer.title:<52}-       {answer.why_not}")
            continue
        limits = ""
        if not math.isnan(answer.low_days):
            limits = f"{weeks_and_days(answer.low_days)} to {weeks_and_days(answer.high_days)}"
        redates = ""
        if lmp is not None:
            redates = "ACOG: re-dates" if redating.acog_redates(lmp, answer.age_days) else "ACOG: keeps the last period"
        shown = f"{weeks_and_days(answer.age_days):<8}{answer.age_days:6.1f} d"
        print(f"{answer.title:<52}{shown}  {limits:<18}{redates}".rstrip())
    if not math.isnan(found.lowest_days):
        ends = f"{weeks_and_days(found.lowest_days)} to {weeks_and_days(found.highest_days)}"
        print(f"\nThe formulas say {ends}: {found.spread_days:.1f} days apart. None is picked, none averaged.")


def _measure(text: str) -> tuple[str, float]:
    from gravida.columns import columns
    from gravida.values import read_value, rename

    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(f"{text!r} is no measure.", "Write name=value, such as crl_mm=45.", value=text)
    known = rename(name.strip())
    if known is None:
        raise InputError(f"{name} is no measure that dates.", "Write crl_mm=45, hc_mm=150 or the like.", value=text)
    number = read_value(columns()[known[0]], value, known[1])
    if number is None:
        raise InputError(f"{name} has no value.", "Write crl_mm=45.", value=text)
    return known[0], float(number)


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}
