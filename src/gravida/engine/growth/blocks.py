"""z for long NumPy arrays: the same definitions, a block at a time, so that what lies between stays in the cache.

Where the ages of a block are whole days, what depends on the age alone is looked up in a table of days that the same
definition filled. Several measures of one column of ages share its powers. Large arrays are spread over the
processors. With the extra ``fast`` a compiled loop takes the place of all this, chosen by itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from gravida.engine.growth import kernel
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.distributions import Normal

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard

BLOCK = 16_384
WORTH_IT = 4_096
WORTH_THREADS = 32 * BLOCK
_FAR = 6.0  # as BELIEVABLE_Z of a standard


def fit(*arrays: Any) -> bool:
    """Whether arrays are plain NumPy, of one shape, and long enough for blocks to pay."""
    first = arrays[0]
    return all(
        type(array).__module__ == "numpy" and array.ndim == 1 and array.shape == first.shape for array in arrays
    ) and bool(first.size >= WORTH_IT)


def zscores(
    standards: Sequence[Standard], values: Sequence[Any], ga_days: Any, out: Sequence[Any] | None = None
) -> list[Any]:
    """Return z for one or more measures of the same fetuses, in one pass over their ages."""
    import numpy as np

    results = list(out) if out is not None else [np.empty(len(ga_days)) for _ in standards]
    days = [_table_of_days(standard) for standard in standards]
    if kernel.run(standards, values, ga_days, results, days, _all_whole):
        for standard, given, answer in zip(standards, values, results, strict=True):
            for start in range(0, len(ga_days), BLOCK):
                part = slice(start, start + BLOCK)
                _question(standard, given[part], ga_days[part], answer[part])
        return results
    starts = range(0, len(ga_days), BLOCK)

    def block(start: int) -> None:
        part = slice(start, start + BLOCK)
        ages = ga_days[part]
        lowest, highest = ages.min(), ages.max()  # both NaN where an age is missing, so that no comparison holds
        with np.errstate(all="ignore"):
            whole = _all_whole(ages)
            shared: dict[tuple[float, float, float], Any] = {}
            for place, standard in enumerate(standards):
                inside = bool(lowest >= standard.lowest and highest <= standard.highest)
                if whole:
                    parameters = _looked_up(standard, days[place], ages, inside)
                else:
                    parameters = _direct(standard, ages, inside, shared)
                _one_block(standard, values[place][part], ages, parameters, inside, results[place][part])

    if len(ga_days) < WORTH_THREADS:
        for start in starts:
            block(start)
    else:
        with ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None) as pool:
            list(pool.map(block, starts))
    return results


def _table_of_days(standard: Standard) -> Any:
    """Return the parameters of every whole day, one row each, and at the end NaN for every other age."""
    import numpy as np

    days = np.arange(standard.lowest, standard.highest + 1)
    columns = standard.parameters(days)
    return np.stack([np.append(np.broadcast_to(np.asarray(column), days.shape), np.nan) for column in columns])


def _all_whole(ages: Any) -> bool:
    """Whether every age of a block is a whole day; a glance at the first few settles it nearly always."""
    import numpy as np

    first = ages[:64]
    return bool((first == np.floor(first)).all() and (ages == np.floor(ages)).all())


def _looked_up(standard: Standard, days: Any, ages: Any, inside: bool) -> tuple[Any, ...]:
    import numpy as np

    place = ages - standard.lowest
    if not inside:
        place = np.where((ages >= standard.lowest) & (ages <= standard.highest), place, days.shape[1] - 1)
    row = place.astype(np.intp)
    return tuple(column.take(row, mode="clip") for column in days)


def _direct(
    standard: Standard, ages: Any, inside: bool, shared: dict[tuple[float, float, float], Any]
) -> tuple[Any, ...]:
    import numpy as np

    key = (0.0, 0.0, standard.per) if inside else (standard.lowest, standard.highest, standard.per)
    if key not in shared:
        kept = ages
        if not inside:
            kept = np.where((ages >= standard.lowest) & (ages <= standard.highest), ages, standard.lowest)
        shared[key] = Basis(kept / standard.per)
    return standard.distribution.parameters(shared[key])


def _one_block(standard: Standard, values: Any, ages: Any, parameters: tuple[Any, ...], inside: bool, out: Any) -> None:
    import numpy as np

    if standard.value_per != 1.0:
        values = values / standard.value_per
    if isinstance(standard.distribution, Normal):
        mean, sd = parameters
        np.subtract(values, mean, out=out)
        np.divide(out, sd, out=out)
    else:
        out[:] = standard.distribution.z(values, *parameters)
    if not inside:
        out[~((ages >= standard.lowest) & (ages <= standard.highest))] = np.nan
    _question(standard, values * standard.value_per if standard.value_per != 1.0 else values, ages, out)


def _question(standard: Standard, values: Any, ages: Any, out: Any) -> None:
    """Look again, with every guard, at what lies far out or is no size."""
    import numpy as np

    least, most = np.fmin.reduce(out), np.fmax.reduce(out)  # what is missing takes no part
    if least >= -_FAR and most <= _FAR and np.fmin.reduce(values) > standard.above:
        return
    doubtful = (out > _FAR) | (out < -_FAR) | (values <= standard.above)
    if doubtful.any():
        places = np.flatnonzero(doubtful)
        some, at = values[places], ages[places]
        inside = (at >= standard.lowest) & (at <= standard.highest)
        out[places] = np.where(inside, standard.z_of(some, standard.parameters(at)), np.nan)
