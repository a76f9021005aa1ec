"""How large for its age: published standards of size, one module per source.

:func:`standards` lists them, :func:`standard` finds one, :func:`zscores` asks several of one fetus at once. What a
standard is, and what it answers, is in :mod:`gravida.engine.growth.size_standard`; weights estimated from measures
are in :mod:`gravida.engine.growth.weight`, words such as *small for gestational age* in
:mod:`gravida.engine.growth.classification`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gravida.errors import InputError, UnknownName

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard
    from gravida.engine.growth.weight import WeightFormula

_SEXES = {
    "female": ("f", "female", "girl", "girls"),
    "male": ("m", "male", "boy", "boys"),
}
_MODULES = (
    "papageorghiou2014",
    "intergrowth21.papageorghiou2014_biometry",
    "intergrowth21.stirnemann2017",
    "intergrowth21.stirnemann2020",
    "intergrowth21.papageorghiou2016",
    "intergrowth21.rodriguez_sibaja2021",
    "intergrowth21.napolitano2020",
    "intergrowth21.drukker2020",
    "intergrowth21.cheikh_ismail2016",
    "intergrowth21.villar2014",
    "intergrowth21.villar2017",
    "intergrowth21.villar2015",
    "kiserud2017",
    "buck_louis2015",
    "hadlock1991",
    "nicolaides2018",
    "ivf_reference2020",
)


@cache
def _standards() -> dict[str, Standard]:
    """Every module is read on the first question, so that importing this package costs nothing."""
    every = (found for name in _MODULES for found in import_module(f"{__name__}.{name}").STANDARDS)
    return {found.key: found for found in every}


def standards(measure: str | None = None) -> dict[str, Standard]:
    """Return the standards by key: all of them, or those for one measure, by its column.

    >>> [key for key in standards("hc_mm") if not key.startswith("nichd")]
    ['intergrowth21_hc', 'who_hc']
    """
    return {key: found for key, found in _standards().items() if measure in (None, found.column)}


def standard(key: str, sex: str | None = None) -> Standard:
    """Return one standard. With a sex, a key without its ending is enough.

    >>> standard("intergrowth21_newborn_weight", "F").key
    'intergrowth21_newborn_weight_female'
    >>> standard("who_efw").sex, standard("who_efw", "male").sex
    (None, 'male')

    Raises:
        UnknownName: there is no such standard.
        InputError: the standard has a sex and none was given, or the text is no sex.
    """
    known = _standards()
    if sex is not None:
        found = known.get(f"{key}_{_sex(sex)}", known.get(key))
        if found is not None and found.sex in (None, _sex(sex)):
            return found
    elif key in known:
        return known[key]
    if f"{key}_female" in known and sex is None:
        raise InputError(f"{key} is a standard by sex.", f"Ask for {key}_female or {key}_male, or give sex='F'.")
    raise UnknownName("growth standard", key, list(known))


def _sex(text: str) -> str:
    for sex, words in _SEXES.items():
        if str(text).strip().lower() in words:
            return sex
    raise InputError(f"sex = {text!r} is neither female nor male.", "Write 'female' (F) or 'male' (M).", value=text)


def weight_formulas() -> dict[str, WeightFormula]:
    """Return the formulas for weight before birth, by key."""
    from gravida.engine.growth.weight import weight_formulas as every

    return every()


def weight_formula(key: str) -> WeightFormula:
    """Return one formula for weight before birth.

    >>> round(weight_formula("stirnemann2017").weight_g(ac_mm=260.0, hc_mm=290.0))
    1499

    Raises:
        UnknownName: there is no such formula.
    """
    from gravida.engine.growth.weight import weight_formula as one

    return one(key)


def zscores(values: Mapping[str, Any], ga_days: Any, *, out: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return z by several standards of measures that share their ages; NumPy arrays in one pass.

    The printed tables have these two at +1 and -1 SD at 27w0d:

    >>> found = zscores({"intergrowth21_hc": 259.4, "intergrowth21_ac": 212.1}, 189)
    >>> {key: round(z, 1) for key, z in found.items()}
    {'intergrowth21_hc': 1.0, 'intergrowth21_ac': -1.0}
    """
    from gravida.engine.growth import blocks
    from gravida.engine.growth.given import refuse_buffer

    asked = [standard(key) for key in values]
    if out is not None and (lacking := [key for key in values if key not in out]):
        raise InputError(f"out has no buffer for {', '.join(lacking)}.", "Give one for each, or leave out all of them.")
    if blocks.fit(*values.values(), ga_days):
        if out is not None:
            for key, value in values.items():
                refuse_buffer(key, value, out[key])
        into = None if out is None else [out[key] for key in values]
        return dict(zip(values, blocks.zscores(asked, list(values.values()), ga_days, into), strict=True))
    return {
        key: one.zscore(values[key], ga_days, out=out[key] if out is not None else None)
        for key, one in zip(values, asked, strict=True)
    }
