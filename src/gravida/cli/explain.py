"""``gravida explain``: one scan in words, from a row of a file or from what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gravida.cli.options import Guidelines, Ids, Json, ids
from gravida.columns import columns
from gravida.errors import FileError, InputError, UnknownName
from gravida.values import rename

if TYPE_CHECKING:
    from gravida.engine.assessment import Assessment
    from gravida.tables.files import ReadScans


def explain(
    *what: str,
    guidelines: Guidelines = None,
    disable: Ids = None,
    enable: Ids = None,
    json: Json = False,
) -> None:
    """Explain one scan in words: `gravida explain FILE ROW`, or `gravida explain crl_mm=5 heart_activity=present`.

    Parameters
    ----------
    what
        A file and the number of a row (1 is the first after the header); or columns with their values.
    guidelines
        Guidelines to ask, with commas between them.
    disable
        Ids of rules to switch off.
    enable
        Ids of rules to switch on that are off by default.
    json
        JSON instead of text.
    """
    choice: dict[str, Any] = {"guidelines": guidelines, "disable": ids(disable), "enable": ids(enable)}
    if what and all("=" in part for part in what):
        from gravida.engine.explain import explain as explain_scan

        show(explain_scan(_typed_in(what), **choice), json)
        return
    if len(what) != 2 or not what[1].isdecimal():
        raise InputError(
            "what is to be explained is not clear.",
            "Give a file and a row, `gravida explain scans.csv 3`, or columns with values, `gravida explain crl_mm=5`.",
        )
    from gravida.tables.files import read_scans

    show(of_row(read_scans(what[0]), int(what[1]), choice), json)


def show(found: Assessment, as_json: bool) -> None:
    """Print an assessment."""
    from gravida.cli.say import printable

    print(found.as_json(indent=1) if as_json else printable(found.as_text()).rstrip())


def of_row(scans: ReadScans, row: int, choice: dict[str, Any]) -> Assessment:
    """Explain one row of a file, with the other scans of its pregnancy as history."""
    from gravida.engine.explain import explain as explain_scan

    if not scans.total:
        raise FileError(f"{scans.path.name!r} has a header and no rows.", "Give one row per scan.")
    history, place = scans.history(row)
    return explain_scan(history, place, **choice)


def _typed_in(parts: tuple[str, ...]) -> dict[str, str]:
    scan: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition("=")
        if rename(name) is None:
            raise UnknownName("column", name, list(columns()))
        if name in scan:
            raise InputError(f"{name} is given twice.", "Keep one of them.", column=name)
        scan[name] = value
    return scan
