"""Odds: a ratio becomes a risk only at a stated baseline, and a test result moves a stated chance by its ratio."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances.estimate import PERCENT, Estimate, People
from gravida.engine.chances.interval import How, Interval
from gravida.errors import InputError
from gravida.evidence.published import Mark


def risk_percent(odds_ratio: float, baseline_percent: float) -> float:
    """Return the risk that an odds ratio makes of a baseline, ``OR p / (1 - p + OR p)``, in percent.

    >>> round(risk_percent(1.54, 9.8), 1)
    14.3
    """
    share = given.number("baseline_percent", baseline_percent, 0, 100, "Write the baseline in percent.") / 100
    ratio = given.number("odds_ratio", odds_ratio, 0, 1000, "Write the odds ratio as printed.")
    return 100 * ratio * share / (1 - share + ratio * share)


def post_test_percent(pretest_percent: float, likelihood_ratio: float) -> float:
    """Return the share after a test result: odds before, times the likelihood ratio, are the odds after.

    >>> round(post_test_percent(73.2, 0.26), 1)
    41.5
    """
    share = (
        given.number("pretest_percent", pretest_percent, 0, 100, "Write the share before the test in percent.") / 100
    )
    ratio = given.number("likelihood_ratio", likelihood_ratio, 0, 1e6, "Write the likelihood ratio as printed.")
    return 100 * ratio * share / (1 - share + ratio * share)


def number_needed(control_percent: float, treated_percent: float) -> float:
    """Return how many have to be treated for one more good end: 100 over the difference of two shares.

    >>> round(number_needed(67.1, 83.8))
    6

    Raises:
        InputError: there is no difference.
    """
    control = given.number("control_percent", control_percent, 0, 100, "Write a share in percent.")
    treated = given.number("treated_percent", treated_percent, 0, 100, "Write a share in percent.")
    if control == treated:
        raise InputError("there is no difference between the two shares.", "A number needed has no meaning here.")
    return 100 / abs(treated - control)


def at_baseline(ratio: Estimate, baseline_percent: float, baseline_from: str) -> Estimate:
    """Return the risk of people like these where the baseline is this: derived, and it says so.

    Raises:
        InputError: the number is no odds ratio, or the baseline lacks its origin.
    """
    if ratio.unit != "odds ratio":
        raise InputError(f"{ratio.id} is a {ratio.unit}.", "Only an odds ratio is turned into a risk here.")
    if not baseline_from.strip():
        raise InputError("the baseline has no origin.", "Say from which paper and which people it is.")
    interval = Interval(
        risk_percent(ratio.interval.low, baseline_percent),
        risk_percent(ratio.interval.high, baseline_percent),
        How.CARRIED_THROUGH,
    )
    return Estimate(
        id=f"{ratio.id}-at-{baseline_percent:g}",
        value=risk_percent(ratio.value, baseline_percent),
        unit=PERCENT,
        interval=interval,
        n=ratio.n,
        people=People(
            who=ratio.people.who,
            years=ratio.people.years,
            outcome=ratio.people.outcome,
        ),
        source=ratio.source,
        mark=Mark.DERIVED,
        caveats=(
            f"Derived: baseline of {baseline_percent:g}% from {baseline_from}, odds ratio {ratio.value:g}.",
            *ratio.caveats,
        ),
    )
