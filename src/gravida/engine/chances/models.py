"""Published models with several predictors: what they use, where they were tested, how well they held.

For none of them could a full set of coefficients be verified. Asked for a number, each says what is missing. None is a
chance of one person: :func:`gravida.engine.chances.answer.for_a_person` refuses every model by its type, and those of
:class:`NeverForAPerson` may not be shown to her even when their coefficients are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from gravida.errors import CoefficientsNotVerified, UnknownName
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, published_table, row_of
from gravida.evidence.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One published model, for clinics and research: performance, never a prediction."""

    key: str
    title: str
    population: str
    n: int | None
    outcome: str
    predictors: tuple[str, ...]
    development_auc: str
    internal_test: str
    outside_validation: str
    calibration: str
    source: Source
    mark: Mark
    note: str = ""

    @property
    def refused_because(self) -> str:
        """Why it is not shown to a person."""
        return "a model for clinics and research, without verified coefficients."

    def predict(self, **values: object) -> NoReturn:
        """Say what is missing.

        Raises:
            CoefficientsNotVerified: always, until somebody has read the coefficients.
        """
        named = f"the constant and the coefficients of {', '.join(self.predictors)}" if self.predictors else "all of it"
        raise CoefficientsNotVerified(self.title, named, self.source.work.link or self.source.work.citation)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "key": self.key,
            "title": self.title,
            "population": self.population,
            "n": self.n,
            "outcome": self.outcome,
            "predictors": list(self.predictors),
            "development_auc": self.development_auc,
            "internal_test": self.internal_test,
            "outside_validation": self.outside_validation,
            "calibration": self.calibration,
            "coefficients": "not verified",
            "shown_to_a_person": False,
            "refused_because": self.refused_because,
            "note": self.note,
            "mark": self.mark.value,
            "source": self.source.as_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverForAPerson(Model):
    """A model that must not be shown to a person even with its coefficients."""

    @property
    def refused_because(self) -> str:
        """Why it is never shown to a person."""
        return "never shown to a person, also not with its coefficients."


_TRIAGE = "A triage of pregnancies of unknown location: one threshold for safety, and calibration drifts by hospital."
_NOT_TESTED = "No validation outside was found."
_AUTHORS = "The authors themselves say that individuals cannot be predicted."

_ROWS: dict[str, tuple[str, str, str, type[Model], str]] = {
    "bottomley2011": ("Bottomley PUV model and score", "Bottomley 2011", "bottomley2011", Model, ""),
    "guha2013": ("Guha external validation of the above", "Guha 2013 (tests Bottomley 2011)", "guha2013", Model, ""),
    "bottomley2013": ("Bottomley simple viability score", "Bottomley 2013, simple score", "bottomley2013", Model, ""),
    "elson2003": ("Elson", "Elson 2003", "elson2003", NeverForAPerson, _NOT_TESTED),
    "choong2003": ("Choong", "Choong 2003", "choong2003", NeverForAPerson, _NOT_TESTED),
    "oates2013": ("Oates", "Oates 2013", "oates2013", NeverForAPerson, _NOT_TESTED),
    "stamatopoulos2015": ("Stamatopoulos", "Stamatopoulos 2015", "stamatopoulos2015", NeverForAPerson, _NOT_TESTED),
    "m4": ("Condous M4", "M4 (Condous 2004)", "condous2004", NeverForAPerson, _TRIAGE),
    "m6p": ("Van Calster M6P", "M6P (Van Calster 2016)", "vancalster2016", NeverForAPerson, _TRIAGE),
    "m6np": ("Van Calster M6NP", "M6NP (Van Calster 2016)", "vancalster2016", NeverForAPerson, _TRIAGE),
    "two_step": ("Two-step triage 2ST", "Two-step triage", "two_step2016", NeverForAPerson, _TRIAGE),
    "banerjee2001": ("Banerjee", "Banerjee 2001", "banerjee2001", NeverForAPerson, _TRIAGE),
    "brigham1999": (
        "Brigham",
        "Brigham 1999",
        "brigham1999",
        Model,
        "Nine printed cells were seen, without intervals.",
    ),
    "kolte2021": ("Kolte", "Kolte 2021", "kolte2021", NeverForAPerson, _AUTHORS),
    "yland2024": ("Yland", "Yland 2024", "yland2024", NeverForAPerson, _AUTHORS),
    "detti2020": ("Detti", "Detti 2020", "detti2020", NeverForAPerson, _NOT_TESTED),
    "web_charts": (
        "online day-by-day miscarriage charts",
        "Day-by-day charts on the web",
        "web_charts",
        NeverForAPerson,
        "Studies are mixed, and factors multiplied as if they were independent.",
    ),
}
"""Key: name in the table, title, work, type, why."""


def _model(key: str) -> Model:
    name, title, work, kind, note = _ROWS[key]
    row = row_of("models_registry", model=name)
    mark = Mark(row["evidence"])
    return kind(
        key=key,
        title=title,
        population=row["population"],
        n=int(row["n"]) if row["n"] else None,
        outcome=row["outcome"],
        predictors=tuple(part.strip() for part in row["predictors"].split(",")),
        development_auc=row["auc_development"],
        internal_test=row["auc_internal_or_test"],
        outside_validation=row["external_validation"] or "none seen",
        calibration=row["calibration"] or "not seen",
        source=cite(work, where="performance as seen in the abstract or on outside pages", seen_in=mark.seen_in),
        mark=mark,
        note=note,
    )


@cache
def models() -> dict[str, Model]:
    """Return every published model of the registry, by key."""
    assert len(_ROWS) == len(published_table("models_registry"))
    return {key: _model(key) for key in _ROWS}


def model(key: str) -> Model:
    """Return one model.

    Raises:
        UnknownName: there is no such model.
    """
    known = models()
    if key not in known:
        raise UnknownName("model", key, list(known))
    return known[key]
