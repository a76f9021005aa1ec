"""The numbers of the trials and series on care, built once from their tables."""

from __future__ import annotations

from functools import cache

from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.interval import How, Interval
from gravida.engine.chances.study import Study
from gravida.errors import InputError, UnknownName
from gravida.evidence.published import Mark, Row, published_table, row_of

LUISE = Study(
    "luise2002",
    "luise2002",
    "abstract",
    People(
        who="people who waited after a first-trimester miscarriage, one unit",
        years=NOT_SEEN,
        outcome="were complete",
    ),
)
LUISE_TYPES = {
    "incomplete": "incomplete",
    "missed": "missed (embryo, no heartbeat)",
    "empty_sac": "anembryonic",
    "all": "all",
}
_LUISE_WORDS = {
    "incomplete": "an incomplete miscarriage",
    "missed": "a missed miscarriage (an embryo without a heartbeat)",
    "empty_sac": "a sac without an embryo",
    "all": "any of the three kinds",
}
JUST_OVER_HALF = "Of those with a missed miscarriage, and of those with a sac without an embryo, just over half were "
HALF_N = 230
HALF_PERCENT = 52.0
"""Printed for both kinds together; arithmetic says that it belongs to one of them, so no decimals and no share."""

_MISSED = "early losses of a missed kind"


def expectant_completion(kind: str, by: str = "final") -> Shown:
    """Return how many were complete by waiting, ``by="day_14"`` or in the end (``final``, up to about day 46).

    ``kind`` is ``incomplete``, ``missed``, ``empty_sac`` or ``all``.

    Raises:
        UnknownName: there is no such kind or day.
        InputError: the figure is in doubt or was not checked.
    """
    if kind not in LUISE_TYPES:
        raise UnknownName("kind", kind, list(LUISE_TYPES))
    if by not in ("day_14", "final"):
        raise UnknownName("day", by, ["day_14", "final"])
    row = row_of("management_expectant_luise_2002", type=LUISE_TYPES[kind])
    who = f"people who waited after {_LUISE_WORDS[kind]}"
    if by == "final":
        mark = Mark(row["evidence_final"])
        outcome = "were complete without an operation, in the end (up to about day 46)"
        return LUISE.counted(
            f"{kind}-final", int(row["complete_final_n"]), int(row["n"]), mark, who=who, outcome=outcome
        )
    if kind in ("missed", "empty_sac"):
        raise InputError(
            f"the share for {_LUISE_WORDS[kind]} by day 14 is in doubt.",
            f"Say: {JUST_OVER_HALF.lower()}complete by day 14.",
            value=kind,
        )
    mark = Mark(row["evidence_day14"])
    share = float(row["complete_by_day14_pct"])
    return LUISE.share(f"{kind}-day-14", share, int(row["n"]), mark, who=who, outcome="were complete by day 14")


def by_day_14_together() -> PrintedFigure:
    """Return the printed share of the two kinds that the paper gives together, for clinics."""
    return LUISE.printed(
        "missed-or-empty-day-14",
        "just over half complete by day 14 (52% printed for both kinds together)",
        Mark.SEEN_TWICE,
        lacks="certainty to which of the two kinds it belongs",
        value=HALF_PERCENT,
        n=HALF_N,
        who="people who waited after a missed miscarriage or a sac without an embryo",
        outcome="were complete by day 14",
    )


_TRIALS: dict[str, tuple[str, str]] = {
    "MIST 2006": ("mist2006", "people with an early miscarriage in one trial"),
    "Schreiber 2018": ("schreiber2018", "people with an early loss in one trial"),
    "MifeMiso 2020": ("mifemiso2020", "people with a missed miscarriage in one trial"),
    "Petersen 2013": ("petersen2013", "people with a missed miscarriage under 13 weeks, one series"),
    "Davis 2007": ("davis2007", "people with an early loss in one trial"),
    "Nanda 2012": ("nanda2012", "people with an early miscarriage in seven trials"),
    "Jurkovic 2013 or earlier (quoted)": ("jurkovic2013", "people who waited beyond six weeks"),
    "PRISM 2019": ("prism2019", "people who bled in early pregnancy, one trial"),
}
_OUTCOMES = {
    "sac passed by first visit, one dose": "had passed the sac by the first visit, 1 to 4 days on, after one dose",
    "sac passed by day 8": "had passed the sac by day 8",
    "sac passed by day 30": "had passed the sac by day 30",
    "uterine aspiration": "had an operation after all",
    "transfusion": "were given blood",
    "pelvic infection": "had an infection",
    "vomiting": "vomited",
    "severe cramping": "had severe cramps",
    "fever": "had a fever on the day",
    "chills": "had chills on the day",
    "complete without surgery": "were complete without an operation",
    "repeat dose": "were given a second dose",
    "unscheduled visit": "came back unplanned",
    "emergency surgery": "had an emergency operation",
    "sac still there day 7": "still had the sac on day 7",
    "Hb fall >=2 g/dL or nadir <10": "lost much blood (haemoglobin down by 2 g/dL or more, or under 10)",
    "live birth >=34 wk": "had a child born alive at 34 weeks or later",
    "sac not passed by day 7": "had not passed the sac by day 7",
}


def _study(row: Row) -> Study:
    work, who = _TRIALS[row["trial"]]
    arm = (
        row["arm"]
        .replace(", missed <13 wk", "")
        .replace("3+", "three or more")
        .replace("+", " and ")
        .replace(" vs ", " compared with ")
        .replace("expectant", "waiting")
    )
    outcome = _OUTCOMES.get(row["outcome"], row["outcome"])
    people = People(
        who=f"{who}; {arm.replace('surgical', 'operation').replace('curettage', 'operation')}",
        years=NOT_SEEN,
        outcome=outcome,
    )
    return Study(work, work, "abstract and tables", people)


def _name(row: Row) -> str:
    return f"{row['arm']}-{row['outcome']}".replace(" ", "_")


@cache
def trial_estimates() -> tuple[Shown, ...]:
    """Return every count of the trials, and the ratios that are printed with an interval."""
    found: list[Shown] = []
    for row in published_table("management_trials"):
        mark = Mark(row["evidence"])
        if row["n_events"]:
            found.append(_study(row).counted(_name(row), int(row["n_events"]), int(row["n"]), mark))
        elif row["trial"] == "Nanda 2012":
            found.append(_risk_ratio(row, mark))
    return tuple(found)


def _risk_ratio(row: Row, mark: Mark) -> Estimate:
    ratio, low, high = (
        row["ci95_or_effect"].removeprefix("RR ").replace("(", "").replace(")", "").replace("-", " ").split()
    )
    study = _study(row)
    outcomes = {
        "incomplete by 2 wk": "not complete by 2 weeks, waiting compared with an operation",
        "incomplete by 6-8 wk": "not complete by 6 to 8 weeks, waiting compared with an operation",
        "unplanned surgery": "an operation that was not planned, waiting compared with an operation",
    }
    return study.with_interval(
        _name(row),
        float(ratio),
        Interval(float(low), float(high), How.PRINTED),
        int(row["n"]),
        mark,
        unit="risk ratio",
        outcome=outcomes[row["outcome"]],
    )


@cache
def trial_figures() -> tuple[PrintedFigure, ...]:
    """Return what the trials print without counts, for clinics."""
    found = []
    for row in published_table("management_trials"):
        if row["n_events"] or row["trial"] == "Nanda 2012" or row["outcome"] == "randomised":
            continue
        share = f"{row['pct']}%" if row["pct"] else ""
        text = "; ".join(part for part in (row["outcome"], share, row["ci95_or_effect"]) if part)
        found.append(
            _study(row).printed(
                _name(row),
                text,
                Mark(row["evidence"]),
                lacks="the counts of its group, and so an interval",
                value=float(row["pct"]) if row["pct"] else None,
            )
        )
    return tuple(found)


def of_trial(work: str, *outcomes: str, arm: str = "") -> tuple[Shown, ...]:
    """Return the numbers of one trial, all or those with these outcomes as printed, of an arm that begins so."""
    wanted = [_name(row) for row in published_table("management_trials") if not outcomes or row["outcome"] in outcomes]
    names = {f"{work}-{name}" for name in wanted}
    return tuple(
        found
        for found in trial_estimates()
        if found.id in names and found.id.startswith(f"{work}-{arm.replace(' ', '_')}")
    )


JACQUES = Study(
    "jacques2020",
    "jacques2020",
    "results",
    People(
        who="people whose pregnancy ended at 14w0d to 23w6d for a condition of the baby",
        years=NOT_SEEN,
        outcome="had any complication",
    ),
)


def jacques() -> tuple[Shown, Shown]:
    """Return complications after an operation and after medicines at 14 to 23 weeks."""
    row = row_of("second_trimester_and_stillbirth", source="Jacques 2020")
    operated, induced = (int(part) for part in row["value"].removesuffix(" cases").split(" vs "))
    mark = Mark(row["evidence"])
    caveat = ("The two groups did not differ by more than chance (p = 0.12).",)
    return (
        JACQUES.counted(
            "operation", operated, JACQUES_OPERATED, mark, who=f"{JACQUES.people.who}; operation", caveats=caveat
        ),
        JACQUES.counted(
            "medicines", induced, JACQUES_INDUCED, mark, who=f"{JACQUES.people.who}; medicines", caveats=caveat
        ),
    )


JACQUES_OPERATED, JACQUES_INDUCED = 75, 81
"""Sizes of the groups, from the population of its row."""

AUTRY_N = 297


def autry() -> PrintedFigure:
    """Return the older comparison, with medicines that are no longer used."""
    row = row_of("second_trimester_and_stillbirth", source="Autry 2002")
    people = People(who="people at 14 to 24 weeks, older medicines", years=NOT_SEEN, outcome="had a complication")
    return Study("autry2002", "autry2002", "abstract", people).printed(
        "complications",
        f"{row['value'].replace('vs', 'against')}%, operation against medicines",
        Mark(row["evidence"]),
        lacks="the sizes of the two groups",
        n=int(row["n"]),
    )
