"""``explain`` for anything that holds a scan: a mapping, the scans of one pregnancy, or a row of any frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gravida.engine.assessment import Assessment
from gravida.engine.explain import explain as explain_scans
from gravida.errors import InputError
from gravida.values import rename


def explain(
    scan: Any,
    row: int | None = None,
    *,
    guidelines: Iterable[str] | str | None = None,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
) -> Assessment:
    """Explain one scan with its history, in words.

    Parameters
    ----------
    scan
        One scan as a mapping of columns (``gravida columns``) to values; or the scans of one pregnancy as a list of
        mappings, in any order; or an eager frame (pandas, Polars, PyArrow).
    row
        Which scan, from 0. A frame needs it; a list is explained at its latest date, or its last scan. Of a frame, the
        rows of the same ``pregnancy_id`` are the history.
    guidelines, disable, enable
        As in :func:`gravida.assess`.

    Returns
    -------
    An :class:`~gravida.engine.assessment.Assessment`: ``as_text()``, ``as_dict()``, ``as_json()``.

    Raises
    ------
    InputError
        A value cannot be read, or there is no such row.
    UnknownName
        There is no such guideline or rule.
    """
    if isinstance(scan, Mapping) or (isinstance(scan, Sequence) and not isinstance(scan, str | bytes)):
        scans: Any = scan
    else:
        scans, row = _history(scan, row)
    return explain_scans(scans, row, guidelines=guidelines, disable=disable, enable=enable)


def _history(frame: Any, row: int | None) -> tuple[list[Mapping[str, Any]], int]:
    """Return the rows of the pregnancy that one row of a frame belongs to, and the place of that row among them."""
    import narwhals as nw

    from gravida.tables.kinds import as_frame, to_polars

    known = nw.from_native(as_frame(frame))
    if isinstance(known, nw.LazyFrame):
        raise InputError("a lazy frame has no numbered rows.", "Collect the rows of one pregnancy first.")
    if row is None or not -len(known) <= row < len(known):
        raise InputError(f"there is no row {row} in a frame of {len(known)} rows.", f"Choose 0 to {len(known) - 1}.")
    row %= len(known)
    ours = [name for name in known.columns if rename(name) is not None]
    rows = to_polars(known, ours).to_dicts()
    pregnancy = rows[row].get("pregnancy_id")
    same = [
        n for n in range(len(rows)) if n == row or (pregnancy is not None and rows[n].get("pregnancy_id") == pregnancy)
    ]
    return [rows[n] for n in same], same.index(row)
