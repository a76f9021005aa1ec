"""A small sac around the embryo, and a large yolk sac: counts of single studies, never a criterion."""

from __future__ import annotations

from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.study import Study
from gravida.errors import UnknownName
from gravida.evidence.published import Mark, Row, published_table, row_of

SMALL_SAC = Study(
    "small_sac2003",
    "small_sac2003",
    "abstract",
    People(who="pregnancies of 5.7 to 9.0 weeks", years=NOT_SEEN, outcome="ended"),
    ("Another series saw a third or more go on; a small sac is no diagnosis.",),
)
BERDAHL = Study(
    "berdahl2010",
    "berdahl2010",
    "secondary quotation",
    People(who="pregnancies of the first trimester", years=NOT_SEEN, outcome="ended"),
)
GROWTH = Study(
    "abdallah2011_growth",
    "abdallah2011_growth",
    "abstract",
    People(who="pregnancies scanned twice, 7 to 14 days apart", years=NOT_SEEN, outcome="growth in mm a day"),
    ("Growth overlaps between those that went on and those that ended: it is no criterion.",),
)
DETTI_N = 304
DETTI = Study(
    "detti2020",
    "detti2020",
    "abstract",
    People(who="pregnancies of the first trimester, twins among them", years=NOT_SEEN, outcome="odds of a loss"),
    ("The paper has an erratum.",),
)
FINDINGS = ("small_sac", "no_small_sac", "large_yolk_sac", "usual_yolk_sac", "slow_growth")
NO_UNIT = "gestational sac per mm or SD at 6 wk"
"""A ratio whose unit is not clear: it is kept out of the answers."""


def sac_findings(finding: str) -> Answer:
    """Return what one study counted after a finding.

    ``small_sac``: mean sac diameter less than 5 mm larger than the length; ``no_small_sac``: the group it was compared
    with; ``large_yolk_sac``: 5 mm and over; ``usual_yolk_sac``: 3 to 4 mm; ``slow_growth``: two scans.

    Raises:
        UnknownName: there is no such finding.
    """
    if finding not in FINDINGS:
        raise UnknownName("finding", finding, list(FINDINGS))
    if finding in ("small_sac", "no_small_sac"):
        shown: tuple[Shown, ...] = (small_sac(small=finding == "small_sac"),)
        printed: tuple[PrintedFigure, ...] = ()
        gaps: tuple[str, ...] = ()
    else:
        shown = ()
        printed = tuple(_yolk_sac()[0:1] if finding == "large_yolk_sac" else _yolk_sac()[1:])
        if finding == "slow_growth":
            printed = _growth()
        gaps = ("No number with its size and interval was seen for this.",)
    return Answer(
        question="After this finding, how many pregnancies ended?", shown=shown, printed=printed, not_known=gaps
    )


def small_sac(*, small: bool) -> Shown:
    """Return the group with a small sac, or the one it was compared with."""
    row = row_of("sac_findings", group="small sac" if small else "control", finding="MSD minus CRL <5 mm")
    which = "less than 5 mm larger than the length" if small else "5 mm or more larger than the length"
    return SMALL_SAC.counted_in(
        "small" if small else "not-small", row, who=f"{SMALL_SAC.people.who}, mean sac diameter {which}"
    )


def odds_by_size() -> tuple[Estimate, ...]:
    """Return the odds ratios of Detti 2020 by size and week, but for the one whose unit is not clear."""
    rows = [
        row for row in published_table("sac_findings") if row["source"] == "Detti 2020" and row["finding"] != NO_UNIT
    ]
    return tuple(_detti(row) for row in rows)


def _detti(row: Row) -> Estimate:
    return DETTI.printed_with_interval(
        row["finding"].replace(" ", "_"),
        row,
        "or",
        DETTI_N,
        unit="odds ratio",
        outcome=f"odds of a loss, {row['finding'].replace(' at ', ', at ').replace('wk', 'weeks')}",
        caveats=("The number of people is that of the whole study.",),
    )


def _yolk_sac() -> tuple[PrintedFigure, ...]:
    return tuple(
        BERDAHL.printed(
            row["group"],
            f"{row['n_losses']} losses, {row['loss_pct']}%, {row['finding']}",
            Mark(row["evidence"]),
            lacks="the size of the group, and so an interval",
            value=float(row["loss_pct"]),
        )
        for row in published_table("sac_findings")
        if row["source"] == "Berdahl 2010"
    )


def _growth() -> tuple[PrintedFigure, ...]:
    texts = {
        "MSD": "mean sac diameter 1.003 mm a day in those that went on, 0.503 in those that ended",
        "CRL": "crown-rump length 0.673 mm a day in those that went on, 0.148 in those that ended",
    }
    return tuple(
        GROWTH.printed(
            row["finding"].split()[0].lower(),
            texts[row["finding"].split()[0]],
            Mark(row["evidence"]),
            lacks="an interval and the number of pairs",
        )
        for row in published_table("sac_findings")
        if row["source"] == "Abdallah 2011"
    )


def every() -> tuple[Shown, ...]:
    """Return every number of this question that may be shown."""
    return (small_sac(small=True), small_sac(small=False), *odds_by_size())


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every figure as it is printed."""
    return (*_yolk_sac(), *_growth())
