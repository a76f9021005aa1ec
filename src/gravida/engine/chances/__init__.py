"""Chances: honest numbers about people like these, one table at a time, with their interval, size and source.

    gravida.chances.most_specific(record)      the one table that fits, and why
    gravida.chances.by_week(8)                 and one function for each question

A number is an :class:`Estimate` or, under 20 people, :class:`Counts`. A :class:`PrintedFigure` and a :class:`Model` are
for clinics and research: :func:`for_a_person` refuses them by their type.
"""

from __future__ import annotations

from gravida.engine.chances import after_heartbeat as _after_heartbeat
from gravida.engine.chances import bleeding as _bleeding
from gravida.engine.chances import by_age as _by_age
from gravida.engine.chances import by_heart_rate as _by_heart_rate
from gravida.engine.chances import by_history as _by_history
from gravida.engine.chances import by_week as _by_week
from gravida.engine.chances import later as _later
from gravida.engine.chances import recurrent_loss as _recurrent_loss
from gravida.engine.chances import sac_and_yolk_sac as _sac
from gravida.engine.chances import small_crl as _small_crl
from gravida.engine.chances.answer import Answer, for_a_person
from gravida.engine.chances.estimate import Counts, Estimate, PrintedFigure, Shown
from gravida.engine.chances.life_table import life_table
from gravida.engine.chances.models import Model, NeverForAPerson, model, models
from gravida.engine.chances.most_specific import most_specific
from gravida.engine.chances.odds import at_baseline, number_needed, post_test_percent, risk_percent

by_week, cumulative = _by_week.by_week, _by_week.cumulative
after_heartbeat = _after_heartbeat.after_heartbeat
by_heart_rate, slow_then_normal = _by_heart_rate.by_heart_rate, _by_heart_rate.slow_then_normal
by_age, by_history = _by_age.by_age, _by_history.by_history
recurrent_loss, predicted_cell = _recurrent_loss.recurrent_loss, _recurrent_loss.predicted_cell
small_crl, below_cut_points = _small_crl.small_crl, _small_crl.below_cut_points
sac_findings = _sac.sac_findings
bleeding, haematoma = _bleeding.bleeding, _bleeding.haematoma
second_trimester, stillbirth, later = _later.second_trimester, _later.stillbirth, _later.later

__all__ = [
    "Answer",
    "Counts",
    "Estimate",
    "Model",
    "NeverForAPerson",
    "PrintedFigure",
    "after_heartbeat",
    "at_baseline",
    "below_cut_points",
    "bleeding",
    "by_age",
    "by_heart_rate",
    "by_history",
    "by_week",
    "cumulative",
    "every_estimate",
    "every_printed_figure",
    "for_a_person",
    "haematoma",
    "later",
    "life_table",
    "model",
    "models",
    "most_specific",
    "number_needed",
    "post_test_percent",
    "predicted_cell",
    "recurrent_loss",
    "risk_percent",
    "sac_findings",
    "second_trimester",
    "slow_then_normal",
    "small_crl",
    "stillbirth",
]

_QUESTIONS = (
    _after_heartbeat,
    _by_heart_rate,
    _by_age,
    _by_history,
    _recurrent_loss,
    _small_crl,
    _sac,
    _bleeding,
    _later,
)


def every_estimate() -> tuple[Shown, ...]:
    """Return every number that may be shown to a person who asks."""
    by_weeks = (*map(_by_week.remaining, range(6, 20)), _by_week.cumulative(19), _by_week.lidegaard())
    found: list[Shown] = list(by_weeks)
    for question in _QUESTIONS:
        found.extend(question.every())
    return tuple(found)


def every_printed_figure() -> tuple[PrintedFigure, ...]:
    """Return every figure that lacks its interval or its size, for clinics and research."""
    return (
        *_by_week.in_all(),
        *_after_heartbeat.tong_weeks_printed(),
        *_by_heart_rate.every_printed(),
        *_by_age.every_printed(),
        *_recurrent_loss.every_printed(),
        _small_crl.after_a_small_length(),
        *_sac.every_printed(),
        *_bleeding.every_printed(),
        *_later.every_printed(),
    )
