"""Entries of the evidence book for chances, blood tests and care, read from the numbers and facts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gravida.engine.blood import cut_offs, nice, rise
from gravida.engine.blood.decline import cameron_limits
from gravida.engine.care import letters, mental_health, numbers, recovery
from gravida.engine.care.fact import Fact
from gravida.engine.care.investigations import investigations, smallest_set_of_tests
from gravida.engine.care.options import STAGES, options
from gravida.engine.care.rh import every as every_rh
from gravida.engine.care.signs import signs
from gravida.engine.chances import Counts, Estimate, PrintedFigure, every_estimate, every_printed_figure, models
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

ToldKind = Literal["chance", "model", "blood rule", "care"]
RESEARCH_ONLY = "For clinics and research; never shown to a person, because it lacks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One number or fact: what it says, what it is about, and where it stands."""

    id: str
    kind: ToldKind
    says: str
    concludes: str
    note: str
    columns: tuple[str, ...]
    source: Source


def told() -> Iterator[Told]:
    """Yield every number and fact of chances, blood tests and care."""
    for number in every_estimate():
        yield _number(number, "chance")
    for figure in every_printed_figure():
        yield _figure(figure, "chance")
    for model in models().values():
        yield Told(
            id=f"model-{model.key}",
            kind="model",
            says=f"{model.title}: {model.outcome}, from {', '.join(model.predictors)}",
            concludes="no number: the coefficients are not verified",
            note=" ".join(filter(None, (f"{model.population}.", model.note, model.refused_because.capitalize()))),
            columns=("ga_days",),
            source=model.source,
        )
    yield from _blood()
    yield from _care()


def _number(found: Estimate | Counts, kind: ToldKind) -> Told:
    return Told(
        id=found.id,
        kind=kind,
        says=f"{found.people.who}: {found.people.outcome}",
        concludes=found.in_words.split(" Who they were:")[0],
        note=" ".join(
            (f"{found.people.years.capitalize()}.", *found.caveats, f"Mark {found.mark.value}: {found.mark.says}.")
        ),
        columns=_COLUMNS.get(kind, ("outcome",)),
        source=found.source,
    )


def _figure(found: PrintedFigure, kind: ToldKind) -> Told:
    return Told(
        id=f"printed-{found.id}",
        kind=kind,
        says=f"{found.people.who}: {found.people.outcome}",
        concludes=found.text,
        note=f"{RESEARCH_ONLY} {found.lacks}. Mark {found.mark.value}: {found.mark.says}.",
        columns=_COLUMNS.get(kind, ("outcome",)),
        source=found.source,
    )


_COLUMNS = {"chance": ("ga_days",), "care": ("outcome",)}


def _blood() -> Iterator[Told]:
    hcg = ("hcg_iu_l", "hcg_time")
    for name, level in (("low", 0.0), ("middle", 1500.0), ("high", 3001.0)):
        found = rise.smallest_rise(level)
        yield Told(
            id=f"hcg-{found.which.value}-{name}",
            kind="blood rule",
            says={
                "low": "hCG under 1500 IU/L at first",
                "middle": "1500 to 3000 IU/L at first",
                "high": "over 3000 IU/L at first",
            }[name],
            concludes=f"smallest rise in two days {found.percent:g}%; below it slower than 99 in 100 that continued",
            note=f"n = {found.n}. Refused outside 24 to 96 hours, warned outside 44 to 52. Mark {found.mark.value}.",
            columns=hcg,
            source=found.source,
        )
    for which in (rise.Minimum.BARNHART_2004, rise.Minimum.CAUTIOUS):
        found = rise.smallest_rise(0.0, which)
        yield Told(
            id=f"hcg-{which.value}",
            kind="blood rule",
            says="hCG at any level at first",
            concludes=f"smallest rise in two days {found.percent:g}%",
            note=(
                f"{'n = ' + str(found.n) if found.n else 'The number of people was not seen'}. Mark {found.mark.value}."
            ),
            columns=hcg,
            source=found.source,
        )
    for band, says in (
        (nice.NiceBand.RISE, f"a rise of more than {100 * (nice.RISE_OVER - 1):.0f}%"),
        (nice.NiceBand.FALL, f"a fall of more than {100 * (1 - nice.FALL_UNDER):.0f}%"),
        (nice.NiceBand.BETWEEN, "anything between, both limits included"),
    ):
        yield Told(
            id=f"nice-{band.value}",
            kind="blood rule",
            says=f"a pregnancy of unknown location, two samples 48 to 52 hours apart, {says}",
            concludes=band.value,
            note="52 hours is our own limit. An ectopic pregnancy stays possible.",
            columns=(*hcg, "location"),
            source=nice.SOURCE,
        )
    yield Told(
        id="hcg-cameron2016",
        kind="blood rule",
        says=" or ".join(f"a fall of {fall:g}% within {days} days" for days, fall in cameron_limits().items()),
        concludes="no ectopic pregnancy of that study fell so fast",
        note="For clinics. It does not say where a pregnancy is.",
        columns=hcg,
        source=cite("cameron2016", where="abstract", seen_in=2),
    )
    for key, cut in cut_offs().items():
        yield Told(
            id=f"progesterone-{key}",
            kind="blood rule",
            says=f"{cut.who}: progesterone of {cut.cut_off_ng_ml} ng/mL ({cut.cut_off_nmol_l} nmol/L)",
            concludes="a cut-off for clinics; it cannot tell an ectopic pregnancy from a miscarriage",
            note=f"{'Not seen: ' + cut.lacks + '. ' if cut.lacks else ''}Mark {cut.mark.value}: {cut.mark.says}.",
            columns=("progesterone_nmol_l", "on_progesterone"),
            source=cut.source,
        )


def _care() -> Iterator[Told]:
    counted = (
        *(numbers.expectant_completion(kind) for kind in numbers.LUISE_TYPES),
        *(numbers.expectant_completion(kind, "day_14") for kind in ("incomplete", "all")),
        *numbers.trial_estimates(),
        *numbers.jacques(),
        *recovery.trying_again().shown,
        *mental_health.how_people_felt(),
    )
    for number in counted:
        yield _number(number, "care")
    printed = (
        numbers.by_day_14_together(),
        *numbers.trial_figures(),
        numbers.autry(),
        *(figure for option in options("second_trimester") for figure in option.printed if figure.id[:5] != "autry"),
        *recovery.milk(recovery.MILK_FROM_DAYS).printed,
        *mental_health.by_kind_of_loss(),
    )
    for figure in printed:
        yield _figure(figure, "care")
    facts = (
        *recovery.course(),
        recovery.follow_up_test("GB"),
        *(said for stage in STAGES for option in options(stage) for said in option.what_happens),
        *signs().notes,
        *letters.every(),
        smallest_set_of_tests(),
    )
    for said in facts:
        yield _fact(said)
    for sign in signs().same_day:
        yield Told(
            id=sign.id,
            kind="care",
            says=sign.says,
            concludes="call the clinic the same day",
            note="",
            columns=("outcome",),
            source=sign.source,
        )
    for number_, advice in enumerate(every_rh(), 1):
        yield Told(
            id=f"rh-{number_}",
            kind="care",
            says=advice.says,
            concludes=advice.advice,
            note=f"{advice.country}. {advice.note} Mark {advice.mark.value}: {advice.mark.says}.".replace("  ", " "),
            columns=("outcome", "ga_days"),
            source=advice.source,
        )
    for found in investigations(None, None):
        yield Told(
            id=f"tests-{found.body}",
            kind="care",
            says=found.says,
            concludes="read for a history, in three values",
            note=f"Mark {found.mark.value}: {found.mark.says}.",
            columns=("miscarriages",),
            source=found.source,
        )


def _fact(said: Fact) -> Told:
    return Told(
        id=f"care-{said.id}",
        kind="care",
        says=said.says,
        concludes="told with its source, never as an instruction",
        note=f"Place: {said.place}. Mark {said.mark.value}: {said.mark.says}.",
        columns=("outcome",),
        source=said.source,
    )
