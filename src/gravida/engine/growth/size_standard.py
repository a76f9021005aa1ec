"""A growth standard as it was published: z and centile of a value, and the value at a z or a centile.

    hc = gravida.growth.standard("intergrowth21_hc")
    hc.zscore(250.0, 190)          how many SD above (or below) the mean
    hc.centile([240, 250], 190)    in 100 of the standard, how many are smaller
    hc.value_at(190, centile=10)
    hc.reason(250.0, 300)          why there is no answer

The same definition runs on a number, a list, an array of any array library and a column of a frame. Out of range is
NaN (null in a column) and never a clamped value.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from gravida.arrays import array_namespace, is_array, is_column, namespace
from gravida.days import DAYS_PER_WEEK
from gravida.engine.dating.validity import keep
from gravida.engine.growth import blocks
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.distributions import ByZ, Columns, Distribution
from gravida.engine.growth.given import as_floats, elementwise, is_list, read_number, refuse_buffer, refuse_shapes
from gravida.engine.growth.reason import BELIEVABLE_Z, WORDS, Reason
from gravida.errors import InputError
from gravida.evidence.source import Source

Sex = Literal["female", "male"]

_LIKE = 1.6  # times or a 1.6th: how close to the median another unit has to bring it
_UNITS: dict[str, dict[float, str]] = {
    "mm": {0.1: "centimetres", 10.0: "tenths of a millimetre", 1000.0: "micrometres", 0.001: "metres"},
    "cm": {10.0: "millimetres", 0.01: "metres"},
    "g": {0.001: "kilograms"},
    "kg": {1000.0: "grams"},
    "kg/m": {0.01: "kilograms for a centimetre", 10.0: "grams for a centimetre"},
}
"""What a value may have been given in, by how many times too large it then looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One published standard for one measure (and one sex, where the standard has it).

    ``lowest`` and ``highest`` are the inclusive limits of the argument, ``argument`` names it: ``ga_days`` nearly
    always, a length where the standard is one of weight for length. The curves take the argument divided by ``per``,
    and the value divided by ``value_per``. ``above`` is what every value has to exceed.
    """

    key: str
    title: str
    measure: str
    column: str
    unit: str
    distribution: Distribution
    lowest: float
    highest: float
    population: str
    note: str
    source: Source
    sex: Sex | None = None
    argument: str = "ga_days"
    per: float = float(DAYS_PER_WEEK)
    value_per: float = 1.0
    above: float = 0.0

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process by key."""
        from gravida.engine import growth

        return growth.standard, (self.key,)

    @property
    def columns(self) -> Columns:
        """How it runs on the columns of a frame: ``expression``, ``table`` (a join) or ``arrays`` (batch by batch)."""
        return self.distribution.columns

    @property
    def valid_ga_days(self) -> tuple[float, float] | None:
        """The first and the last age that is answered, both included; None where the argument is no age."""
        return (self.lowest, self.highest) if self.argument.endswith("_days") else None

    def zscore(self, value: Any, ga_days: Any, *, out: Any = None) -> Any:
        """Return the standard deviation score of a value at an age; into ``out``, a NumPy array, where one is given."""
        if out is None:
            return self._ask(value, ga_days, self._z)
        first, age = self._arrays(value, ga_days)
        refuse_buffer(self.column, first, out)
        if blocks.fit(first, age):
            return blocks.zscores([self], [first], age, [out])[0]
        out[...] = self._answer_arrays(self._z, first, age)
        return out

    def centile(self, value: Any, ga_days: Any) -> Any:
        """Return how many in 100 of the standard are smaller at this age."""
        return self._ask(value, ga_days, self._centile)

    def reason(self, value: Any, ga_days: Any) -> Any:
        """Return why there is no z, as a :class:`Reason`; an array of its numbers for arrays, its name for columns."""
        if value is None or ga_days is None:
            return Reason.VALUE_MISSING if value is None else Reason.AGE_MISSING
        if is_column(value) or is_column(ga_days):
            return self._reason_column(value, ga_days)
        if is_list(value) or is_list(ga_days):
            return elementwise((self.column, self.argument), (value, ga_days), self._reason_of_one)
        if is_array(value) or is_array(ga_days):
            return self._reason_arrays(*self._arrays(value, ga_days))
        return self._reason_of_one(read_number(self.column, value), read_number(self.argument, ga_days))

    def value_at(self, ga_days: Any, *, centile: Any = None, z: Any = None) -> Any:
        """Return the value at an age that has a centile (0 to 100) or a z.

        Raises:
            InputError: neither or both of the two were given, or the centile lies outside 0 to 100.
        """
        if (centile is None) == (z is None):
            raise InputError("value_at takes a centile or a z, one of the two.", "Write centile=10 or z=-2.")
        name = "centile" if z is None else "z"
        if isinstance(centile, int | float) and not 0 <= centile <= 100:
            raise InputError(f"centile = {centile} is outside 0 to 100.", "Give it in per cent.", value=centile)
        return self._ask(centile if z is None else z, ga_days, self._at_centile if z is None else self._at_z, name)

    def out_of_range(self, value: float | None, ga_days: float | None) -> str | None:
        """Say in one sentence why there is no answer; None where there is one."""
        found = self.reason(value, ga_days)
        if found is Reason.ANSWERED:
            return None
        words = WORDS[found]
        if found in (Reason.BELOW_RANGE, Reason.ABOVE_RANGE):
            words = f"{self.argument} = {ga_days} is outside {self.lowest:g} to {self.highest:g}"
        return f"{self.title}: {words}."

    # --- what is asked, on a number, a list, an array or a column ---

    def _ask(self, first: Any, ga_days: Any, answer: Callable[[Any, Any], Any], name: str = "") -> Any:
        names = (name or self.column, self.argument)
        if first is None or ga_days is None:
            return None
        if is_column(first) or is_column(ga_days):
            if self.columns != "expression":
                raise InputError(
                    f"{self.key} cannot be written as a column expression ({self.columns}).",
                    "Use gravida.tables.with_growth, or give arrays.",
                )
            return answer(first, ga_days)
        if is_list(first) or is_list(ga_days):
            return elementwise(names, (first, ga_days), answer)
        if is_array(first) or is_array(ga_days):
            return self._answer_arrays(answer, *self._arrays(first, ga_days, names))
        one, age = read_number(names[0], first), read_number(names[1], ga_days)
        if not name:
            self._question(one, age)
        return answer(one, age)

    def _answer_arrays(self, answer: Callable[[Any, Any], Any], first: Any, ga_days: Any) -> Any:
        if blocks.fit(first, ga_days):
            if answer == self._z:
                return blocks.zscores([self], [first], ga_days)[0]
            if answer == self._centile and isinstance(self.distribution, ByZ):
                return blocks.centiles(blocks.zscores([self], [first], ga_days)[0])
        quiet = getattr(array_namespace(first), "errstate", None)
        if quiet is None:
            return answer(first, ga_days)
        with quiet(all="ignore"):  # NumPy alone complains of what becomes NaN
            return answer(first, ga_days)

    def _arrays(self, first: Any, ga_days: Any, names: tuple[str, str] | None = None) -> tuple[Any, Any]:
        names = names or (self.column, self.argument)
        read = [
            as_floats(name, value) if is_array(value) else read_number(name, value)
            for name, value in zip(names, (first, ga_days), strict=True)
        ]
        refuse_shapes(names, *read)
        whole = next((value for value in read if is_array(value)), None)
        if whole is None:
            raise InputError(
                f"{names[0]} and {names[1]} are single numbers, and a buffer was given for the answer.",
                "Leave out the buffer, or give arrays.",
                column=names[0],
            )
        # Every curve then runs on an array, and so does every condition.
        full = array_namespace(whole).full_like
        first, age = (value if is_array(value) else full(whole, value) for value in read)
        return first, age

    def _question(self, value: float, ga_days: float) -> None:
        """Refuse a single number that cannot be meant, and name the likely mistake."""
        if math.isinf(ga_days) or (ga_days < 0 and self.argument.endswith("_days")):
            self._refuse(self.argument, ga_days, "is no age: it must be 0 or more and finite", "Give the age in days.")
        if self._like_weeks(ga_days):
            mend = f"{ga_days:g} weeks are {DAYS_PER_WEEK * ga_days:g} days: give those if weeks were meant."
            self._refuse(self.argument, ga_days, f"is below {self.lowest:g} and looks like weeks", mend)
        if math.isinf(value) or value <= self.above:
            limit = f"above {self.above:g} and finite"
            self._refuse(
                self.column, value, f"is no {self.measure}: it must be {limit}", "Leave out what is not known."
            )
        if self._reason_of_one(value, ga_days) is Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT:
            unit, factor = self._likely_unit(value, ga_days)
            mend = f"Give {value / factor:g} if it was in {unit}."
            self._refuse(self.column, value, f"lies far from every {self.measure} at {ga_days:g} days", mend)

    def _refuse(self, name: str, value: float, what: str, mend: str) -> None:
        raise InputError(f"{name} = {value:g} {what}.", mend, column=name, value=value)

    def _likely_unit(self, value: float, ga_days: float) -> tuple[str, float]:
        ratio = value / self._median(ga_days)
        factor = min(_UNITS[self.unit], key=lambda factor: abs(math.log(ratio / factor)))
        return _UNITS[self.unit][factor], factor

    # --- the arithmetic, with its guards before it ---

    def fits(self, ga_days: Any) -> Any:
        """Whether an age (or another argument) lies in the range, both ends included."""
        return (ga_days >= self.lowest) & (ga_days <= self.highest)

    def parameters(self, ga_days: Any) -> tuple[Any, ...]:
        """Return what depends on the age alone, at an age in range; at the first age where it is not."""
        inside = self.fits(ga_days)
        # A place without an age in range is blanked at the end; until then it has an age that harms nothing.
        age = keep(ga_days, inside) if is_column(ga_days) else namespace(ga_days).where(inside, ga_days, self.lowest)
        return self.distribution.parameters(Basis(age / self.per))

    def z_of(self, value: Any, parameters: tuple[Any, ...]) -> Any:
        """Return z from what :meth:`parameters` gave; unknown for what is no size or looks like another unit.

        A single expression does not question units, it would grow beyond what engines plan well; ``reason`` does, and
        ``gravida.tables.with_growth``, which works in steps.
        """
        possible = self._possible(value)
        z = self.distribution.z(keep(value, possible) / self.value_per, *parameters)
        return keep(z, possible if is_column(z) else possible & self.believable(value, z, parameters))

    def _possible(self, value: Any) -> Any:
        return (value > self.above) & (value < math.inf)

    def believable(self, value: Any, z: Any, parameters: tuple[Any, ...]) -> Any:
        """Whether a size is near enough, or at least not nearer in another unit."""
        believable = namespace(z).abs(z) <= BELIEVABLE_Z
        if self.unit not in _UNITS or self.above:
            return value == value
        ratio = value / (self.value_per * self.distribution.value(0.0, *parameters))
        unlike = value == value
        for factor in _UNITS[self.unit]:
            unlike = unlike & ((ratio <= factor / _LIKE) | (ratio >= factor * _LIKE))
        return believable | unlike

    def _median(self, ga_days: float) -> Any:
        return self.value_per * self.distribution.value(0.0, *self.parameters(ga_days))

    def _z(self, value: Any, ga_days: Any) -> Any:
        return keep(self.z_of(value, self.parameters(ga_days)), self.fits(ga_days))

    def _centile(self, value: Any, ga_days: Any) -> Any:
        parameters = self.parameters(ga_days)
        share = self.distribution.share(value / self.value_per, *parameters)
        if is_column(share):
            return keep(100 * share, self.fits(ga_days) & self._possible(value))
        z = self.z_of(value, parameters)
        return keep(100 * share, self.fits(ga_days) & (z == z))

    def _at_z(self, z: Any, ga_days: Any) -> Any:
        return self._checked(self.distribution.value(z, *self.parameters(ga_days)), ga_days)

    def _at_centile(self, centile: Any, ga_days: Any) -> Any:
        return self._checked(self.distribution.value_at_share(centile / 100, *self.parameters(ga_days)), ga_days)

    def _checked(self, value: Any, ga_days: Any) -> Any:
        value = value * self.value_per
        return keep(value, self._possible(value) & self.fits(ga_days))

    # --- why not ---

    def _like_weeks(self, ga_days: Any) -> Any:
        """Whether an age below the range would lie in it if it were weeks."""
        if self.argument != "ga_days":
            return (ga_days < 0) & (ga_days > 0)
        weeks = ga_days * DAYS_PER_WEEK
        return (ga_days < self.lowest) & (weeks >= self.lowest) & (weeks <= self.highest)

    def _reasons(self, value: Any, ga_days: Any) -> list[tuple[Any, Reason]]:
        """Every problem, and at the end the condition under which there is an answer."""
        parameters = self.parameters(ga_days)
        size = keep(value, self._possible(value))
        z = self.distribution.z(size / self.value_per, *parameters)
        return [*self.problems(value, ga_days), (self.believable(size, z, parameters), Reason.ANSWERED)]

    def problems(self, value: Any, ga_days: Any) -> list[tuple[Any, Reason]]:
        """Return what may be wrong with a value and an age by themselves, the gravest first."""
        missing = (value.is_null(), ga_days.is_null()) if is_column(value) else (value != value, ga_days != ga_days)
        return [
            (missing[0], Reason.VALUE_MISSING),
            (missing[1], Reason.AGE_MISSING),
            ((ga_days < 0) | (ga_days == math.inf), Reason.AGE_IMPOSSIBLE),
            (self._like_weeks(ga_days), Reason.AGE_LOOKS_LIKE_WEEKS),
            (ga_days < self.lowest, Reason.BELOW_RANGE),
            (ga_days > self.highest, Reason.ABOVE_RANGE),
            ((value <= self.above) | (value == math.inf), Reason.VALUE_IMPOSSIBLE),
        ]

    def _reason_of_one(self, value: float, ga_days: float) -> Reason:
        if not (math.isfinite(value) and value > self.above and self.lowest <= ga_days <= self.highest):
            return next(reason for holds, reason in self._reasons(value, ga_days) if holds)
        parameters = self.parameters(ga_days)
        z = self.distribution.z(value / self.value_per, *parameters)
        if not self.believable(value, z, parameters):
            return Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT
        return Reason.NO_ANSWER if math.isnan(z) else Reason.ANSWERED

    def _reason_arrays(self, value: Any, ga_days: Any) -> Any:
        if not blocks.fit(value, ga_days):
            return self._reason_array(value, ga_days)
        # Wherever there is a z it was answered, nearly everywhere; the long way is for the rest.
        z = blocks.zscores([self], [value], ga_days)[0]
        open_ = z != z
        found = open_.astype("int8")
        found[open_] = self._reason_array(value[open_], ga_days[open_])
        return found

    def _reason_array(self, value: Any, ga_days: Any) -> Any:
        xp = array_namespace(value)
        value = value + 0 * ga_days if value.shape != ga_days.shape else value
        *bad, (believable, _) = self._reasons(value, ga_days)
        z = self._z(value, ga_days)
        nothing = xp.zeros_like(z)
        found = xp.where(believable, nothing, float(Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT))
        found = xp.where(believable & (z != z), float(Reason.NO_ANSWER), found)
        for holds, reason in reversed(bad):
            found = xp.where(holds, float(reason), found)
        return found.to(xp.int8) if hasattr(xp, "is_floating_point") else xp.astype(found, xp.int8)

    def _reason_column(self, value: Any, ga_days: Any) -> Any:
        import narwhals as nw

        *bad, (believable, _) = self._reasons(value, ga_days)
        z = self._z(value, ga_days)
        found: Any = nw.when(z.is_null()).then(nw.lit(Reason.NO_ANSWER.code))
        found = nw.when(believable).then(found).otherwise(nw.lit(Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT.code))
        for holds, reason in reversed(bad):
            found = nw.when(holds).then(nw.lit(reason.code)).otherwise(found)
        return found
