"""A small length of the embryo. Small is not lost: about one in five of those that went on were this small too."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances.after_heartbeat import MUKRI
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, People, PrintedFigure, Shown
from gravida.engine.chances.odds import post_test_percent
from gravida.engine.chances.study import Study
from gravida.engine.normal import cdf
from gravida.errors import InputError
from gravida.evidence.published import Mark, Row, published_table, row_of

ABUELGHAR = Study(
    "abuelghar2013",
    "abuelghar2013",
    "abstract",
    People(
        who="pregnancies of 6 to 13 weeks that ended later",
        years=NOT_SEEN,
        outcome="had a length more than 2 SD under the mean",
    ),
)
BELOW_SD = -2
SMALL_IS_NOT_LOST = "Small is not lost: many that were as small went on."
CUT_POINTS = "The cut-points were chosen on the data they are tested on, and the risk below both was not seen."


def small_crl() -> Answer:
    """Return how often a length more than 2 SD under the mean was seen among those that ended later."""
    mukri = row_of("crl_lag", source="Mukri 2008")
    return Answer(
        question="Among pregnancies that ended later, how often had the length been small?",
        shown=(_among_lost(mukri), _among_lost(row_of("crl_lag", source="Abuelghar 2013"))),
        why=SMALL_IS_NOT_LOST,
        printed=(after_a_small_length(),),
        not_known=(
            f"By the printed mean and SD about {went_on_below_percent():.0f}% of those that went on were as small.",
        ),
    )


def _among_lost(row: Row) -> Shown:
    study = ABUELGHAR if row["source"].startswith("Abuelghar") else MUKRI
    who = "" if study is ABUELGHAR else "pregnancies of an early pregnancy unit that ended later, certain dates"
    return study.counted(
        "small-among-lost",
        int(row["miscarried_below_minus2sd_n"]),
        int(row["miscarried_n"]),
        Mark(row["evidence"]),
        who=who,
        outcome="had a length more than 2 SD under the mean",
        caveats=(SMALL_IS_NOT_LOST, "It counts back from the end, so it is no chance of a loss."),
    )


def went_on_below_percent() -> float:
    """Return the share of those that went on below -2 SD, if they are spread as the printed mean and SD say."""
    row = row_of("crl_lag", source="Mukri 2008")
    share: float = cdf((BELOW_SD - float(row["viable_z_mean"])) / float(row["viable_z_sd"]))
    return 100 * share


def after_a_small_length() -> PrintedFigure:
    """Return what a small length makes of the loss in that unit: worked out under normality, so without an interval."""
    row = row_of("crl_lag", source="Mukri 2008")
    lost = row_of("loss_after_heartbeat_other", source="Mukri 2008")
    before = 100 * int(lost["n_losses"]) / int(lost["n"])
    ratio = (100 * int(row["miscarried_below_minus2sd_n"]) / int(row["miscarried_n"])) / went_on_below_percent()
    after = post_test_percent(before, ratio)
    return MUKRI.printed(
        "after-small",
        f"about {after:.0f}% after a length under -2 SD, where {before:.0f}% ended in all (likelihood ratio "
        f"{ratio:.1f})",
        Mark.DERIVED,
        lacks="an interval: it is worked out as if lengths were normally spread",
        value=after,
        n=int(lost["n"]),
    )


def below_cut_points(
    completed_week: int, *, bpm: float | None = None, crl_mm: float | None = None
) -> dict[str, bool | None]:
    """Say whether a rate and a length lie at or below the cut-points of DeVilbiss 2020 (weeks 6, 7, 8; at or below).

    What was not measured is None.

    Raises:
        InputError: another week, or a measure that cannot be.
    """
    row = next(
        (row for row in published_table("cutpoints_devilbiss_2020") if row["completed_week"] == str(completed_week)),
        None,
    )
    if row is None:
        raise InputError(
            f"there is no cut-point for week {completed_week}.",
            "The study has the completed weeks 6, 7 and 8.",
            value=completed_week,
        )
    rate = None if bpm is None else given.number("bpm", bpm, 1, 300, "Write beats a minute.")
    length = None if crl_mm is None else given.number("crl_mm", crl_mm, 0.5, 120, "Write the length in millimetres.")
    return {
        "low_heart_rate": None if rate is None else rate <= float(row["low_heart_rate_at_or_below_bpm"]),
        "small_crl": None if length is None else length <= float(row["small_crl_at_or_below_mm"]),
    }


def every() -> tuple[Shown, ...]:
    """Return every number of this question."""
    return small_crl().shown
