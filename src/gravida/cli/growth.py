"""``gravida standards``, ``centile``, ``table`` and ``chart``: growth standards in a terminal."""

from __future__ import annotations

import csv as csv_
import json as json_
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from gravida.cli.options import Json, Switch
from gravida.days import weeks_and_days
from gravida.errors import FileError, InputError

Sex = Annotated[str | None, Parameter(name="--sex")]
Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]
Points = Annotated[list[str] | None, Parameter(name=["--point", "-p"], negative="")]


def standards(*, measure: str | None = None, json: Json = False) -> None:
    """List the growth standards: key, unit, range and where each is from.

    Parameters
    ----------
    measure
        Only those for this column, such as hc_mm.
    json
        JSON instead of text.
    """
    from gravida.engine import growth

    found = growth.standards(measure)
    if json:
        rows = [
            {
                "key": one.key,
                "title": one.title,
                "column": one.column,
                "unit": one.unit,
                "argument": one.argument,
                "lowest": one.lowest,
                "highest": one.highest,
                "sex": one.sex,
                "columns": one.columns,
                "source": one.source.as_dict(),
            }
            for one in found.values()
        ]
        print(json_.dumps(rows, ensure_ascii=False, indent=1))
        return
    for key, one in found.items():
        print(f"{key:<44}{one.column:<26}{one.lowest:g} to {one.highest:g} {one.argument}")


def centile(standard: str, value: float, ga_days: str, *, sex: Sex = None, json: Json = False) -> None:
    """Say where a value lies in a growth standard: z and centile.

    Parameters
    ----------
    standard
        Key of the standard; `gravida standards` lists them.
    value
        The measured value, in the unit of the standard.
    ga_days
        The age in days (190) or as weeks and days (27w1d).
    sex
        female or male, where the standard is by sex.
    json
        JSON instead of text.
    """
    from gravida.engine import growth
    from gravida.engine.growth.classification import size_class
    from gravida.engine.growth.reason import WORDS

    found = growth.standard(standard, sex)
    days = read_days(ga_days)
    z, share, reason = found.zscore(value, days), found.centile(value, days), found.reason(value, days)
    if json:
        row = {
            "standard": found.key,
            found.column: value,
            found.argument: days,
            "z": None if z != z else z,
            "centile": None if share != share else share,
            "class": size_class(share),
            "reason": None if reason == 0 else reason.code,
            "source": found.source.as_dict(),
        }
        print(json_.dumps(row, ensure_ascii=False, indent=1))
        return
    if reason != 0:
        print(found.out_of_range(value, days) or f"{found.title}: {WORDS[reason]}.")
        return
    print(f"{found.title}: centile {share:.1f}, z {z:+.2f} ({value:g} {found.unit} at {_shown(found.argument, days)})")
    print(
        f"Half of the standard lie below {found.value_at(days, z=0):.4g} {found.unit}. Source: {found.source.short()}"
    )


def table(standard: str, *, sex: Sex = None, csv: Switch = False, days: Switch = False) -> None:
    """Print the table of centiles of a growth standard, made from its equations.

    Parameters
    ----------
    standard
        Key of the standard.
    sex
        female or male, where the standard is by sex.
    csv
        Comma-separated, for a file.
    days
        One row a day instead of one a week.
    """
    from gravida.engine import growth
    from gravida.engine.growth.printout import rows

    found = growth.standard(standard, sex)
    lines = rows(found, 1.0 if days else None)
    if csv:
        csv_.writer(sys.stdout, lineterminator="\n").writerows(lines)
        return
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    print(f"{found.title} ({found.unit})")
    for line in lines:
        print("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))


def chart(standard: str, *, output: Output = None, point: Points = None, sex: Sex = None) -> None:
    """Draw the centile chart of a growth standard as SVG, with points on it; as PNG with the extra `png`.

    Parameters
    ----------
    standard
        Key of the standard.
    output
        File to write, ending in .svg or .png; without it the SVG goes to the screen.
    point
        A point as age:value, such as 27w1d:250; more than once for several.
    sex
        female or male, where the standard is by sex.
    """
    from gravida.engine import growth
    from gravida.engine.growth.chart import chart as draw

    svg = draw(growth.standard(standard, sex), [_point(text) for text in point or []])
    if output is None:
        print(svg, end="")
        return
    if output.suffix.lower() not in (".svg", ".png"):
        raise FileError(f"{output} is neither .svg nor .png.", "Name the file chart.svg.", value=str(output))
    try:
        if output.suffix.lower() == ".png":
            output.write_bytes(_png(svg))
        else:
            output.write_text(svg, encoding="utf-8")
    except OSError as error:
        raise FileError(f"{output} cannot be written ({error.strerror}).", "Choose another place.") from None


def _png(svg: str) -> bytes:
    try:
        import resvg_py
    except ImportError:
        raise FileError("PNG needs the extra png.", "Run: pip install 'gravida[png]', or write an .svg.") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))


def read_days(text: str) -> float:
    """Read an age as days: 190, 190.5 or 27w1d."""
    from gravida.columns import columns
    from gravida.values import read_value

    found = read_value(columns()["ga_days"], text) if not _plain(text) else float(text)
    if found is None:
        raise InputError(f"ga_days = {text!r} says no age.", "Write 190 or 27w1d.", value=text)
    return float(found)


def _plain(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _point(text: str) -> tuple[float, float]:
    age, _, value = text.partition(":")
    try:
        return read_days(age), float(value)
    except ValueError:
        raise InputError(f"the point {text!r} cannot be read.", "Write age:value, such as 27w1d:250.") from None


def _shown(argument: str, days: float) -> str:
    return weeks_and_days(days) if argument.endswith("_days") else f"{argument} {days:g}"
