"""Which table fits a record, why, and when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from gravida.engine import chances
from gravida.errors import InputError, UnknownName

BEATING = {"heart_activity": "present", "ga_days": 50}


@pytest.mark.parametrize(
    ("record", "ids"),
    [
        ({**BEATING, "heart_rate_bpm": 100, "ga_days": 45}, ["doubilet2005-HR-4"]),
        ({**BEATING, "heart_rate_bpm": 115, "ga_days": 45}, ["doubilet2005-HR-5"]),
        ({**BEATING, "heart_rate_bpm": 95, "ga_days": 43}, ["doubilet2005-HR-5"]),
        ({**BEATING, "heart_rate_bpm": 95, "ga_days": 44}, ["doubilet2005-HR-5", "doubilet2005-HR-4"]),
        ({**BEATING, "heart_rate_bpm": 75, "ga_days": 52}, ["benson1994-HR-8b"]),
        ({**BEATING, "scan_reason": "routine"}, ["tong2008-6-11"]),
        ({**BEATING, "scan_reason": "routine", "bleeding": "light"}, ["mukri2008-after-heartbeat"]),
        ({**BEATING, "scan_reason": "emergency_unit"}, ["mukri2008-after-heartbeat"]),
        ({**BEATING, "miscarriages": 2}, ["devilbiss2020-after-heartbeat"]),
        ({**BEATING, "miscarriages": 3}, ["brigham1999-after-heartbeat"]),
        (BEATING, ["makrydimas2003-after-heartbeat"]),
        ({**BEATING, "subchorionic_hematoma": True, "bleeding": "light"}, ["naert2019-with-bleed"]),
        ({**BEATING, "msd_mm": 14, "crl_mm": 10}, ["small_sac2003-small"]),
        ({**BEATING, "ga_days": 100}, ["westin2007-second-trimester"]),
        ({**BEATING, "ga_days": 141}, ["nchs_fetal_deaths-20-2022"]),
        ({"ga_days": 60}, ["vsafe2021-remaining-8"]),
        ({"maternal_age_y": 27, "miscarriages": 1}, ["magnus2019-1_loss-at-9.8"]),
        ({"maternal_age_y": 32, "miscarriages": 1}, ["magnus2019-all-ages"]),
        ({"maternal_age_y": 32, "miscarriages": 4}, ["brigham1999-went-on"]),
    ],
)
def test_the_table_that_fits(record: dict[str, Any], ids: list[str]) -> None:
    found = chances.most_specific(record)
    assert [number.id for number in found.shown] == ids
    assert found.why
    assert found.printed == ()


def test_two_rates_are_followed() -> None:
    first = {"exam_date": "2026-01-05", "ga_days": 44, "heart_activity": "present", "heart_rate_bpm": 90}
    second = {"exam_date": "2026-01-15", "ga_days": 54, "heart_activity": "present", "heart_rate_bpm": 140}
    for scans in ([first, second], [second, first]):
        assert [number.id for number in chances.most_specific(scans).shown] == ["doubilet2005-slow-then-normal"]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"crl_mm": 7, "embryo_seen": True, "heart_activity": "absent", "scan_route": "transvaginal"}, "criteria"),
        ({"msd_mm": 26, "embryo_seen": False, "gs_seen": True, "scan_route": "transvaginal"}, "criteria"),
        ({"crl_mm": 5, "embryo_seen": True, "heart_activity": "absent"}, "No table here is about that"),
        ({"location": "unknown", "ga_days": 45}, "Where the pregnancy is"),
        ({"gs_seen": False, "ga_days": 45}, "Where the pregnancy is"),
        ({**BEATING, "location": "ectopic"}, "one embryo"),
        ({**BEATING, "n_fetuses": 2}, "one embryo"),
        ({**BEATING, "outcome": "miscarriage"}, "ended"),
        ({"heart_activity": "present"}, "Give ga_days"),
        ({}, "Neither"),
    ],
)
def test_there_is_no_number_and_it_says_why(record: dict[str, Any], says: str) -> None:
    found = chances.most_specific(record)
    assert found.shown == ()
    assert says in found.not_known[0]


def test_a_heartbeat_that_is_gone_gives_no_number() -> None:
    scans = [
        {
            "exam_date": "2026-01-05",
            "heart_activity": "present",
            "crl_mm": 6,
            "embryo_seen": True,
            "scan_route": "transvaginal",
        },
        {
            "exam_date": "2026-01-15",
            "heart_activity": "absent",
            "crl_mm": 8,
            "embryo_seen": True,
            "scan_route": "transvaginal",
        },
    ]
    found = chances.most_specific(scans)
    assert found.shown == ()
    assert "Someone else looks first" in found.not_known[0]


def test_what_an_earlier_scan_concluded_still_stops() -> None:
    concluded = {"exam_date": "2026-01-01", "scan_route": "transvaginal", "crl_mm": 9, "heart_activity": "absent"}
    later = {"exam_date": "2026-01-09", "ga_days": 68}
    answer = chances.most_specific([concluded, later])
    assert not answer.shown
    assert "guideline" in answer.not_known[0]


def test_signs_that_need_help_come_first() -> None:
    found = chances.most_specific({**BEATING, "bleeding": "heavy"})
    assert found.as_text().startswith("heavy bleeding")
    assert "Get medical help now" in found.help_now[0]


@pytest.mark.parametrize("age", [9, 11, 56, 70])
def test_an_age_that_cannot_be(age: int) -> None:
    for ask in (lambda: chances.by_age(age), lambda: chances.most_specific({"maternal_age_y": age})):
        with pytest.raises(InputError, match="age"):
            ask()


def test_a_ratio_becomes_a_risk_only_at_a_stated_baseline() -> None:
    alone = chances.by_history("2_losses")
    assert [number.as_dict()["unit"] for number in alone.shown] == ["odds ratio"]
    assert "stated baseline" in alone.not_known[0]
    with pytest.raises(InputError, match="no origin"):
        chances.by_history("2_losses", baseline_percent=10)
    for came_before, printed in (("1_loss", 14.3), ("2_losses", 19.4), ("3_losses", 30.1)):
        risk = chances.by_history(came_before, age_years=27).shown[0]
        assert round(risk.as_dict()["value"], 1) == printed
        assert "baseline of 9.8%" in risk.in_words


def test_small_is_not_lost() -> None:
    found = chances.small_crl()
    assert [(number.lost, number.n) for number in found.shown] == [(25, 41), (30, 53)]
    assert "21%" in found.not_known[0]
    assert "about 32%" in found.printed[0].text


def test_names_that_do_not_exist() -> None:
    for ask in (
        lambda: chances.after_heartbeat("curiosity"),
        lambda: chances.by_history("a_cold"),
        lambda: chances.model("m1"),
        lambda: chances.sac_findings("a_shape"),
    ):
        with pytest.raises(UnknownName, match="Choose one of"):
            ask()


def test_studies_of_one_rate_stand_side_by_side_with_their_own_words() -> None:
    found = chances.by_heart_rate(95, 43)
    assert [number.id for number in found.shown] == ["doubilet2005-HR-5", "doubilet1999-slow"]
    assert "middle one of three groups" in found.shown[0].in_words
    assert "Slow here means" in found.shown[1].in_words
    assert "never pooled" in found.why


@pytest.mark.parametrize(
    ("record", "left_out"),
    [
        ({**BEATING, "miscarriages": 2, "maternal_age_y": 39}, "age"),
        ({**BEATING, "miscarriages": 2, "bleeding": "light"}, "earlier losses"),
        ({**BEATING, "miscarriages": 2, "bleeding": "light", "maternal_age_y": 39}, "earlier losses and age"),
        (
            {"heart_activity": "present", "heart_rate_bpm": 96, "ga_days": 45, "bleeding": "spotting"}
            | {"subchorionic_hematoma": True, "miscarriages": 1, "maternal_age_y": 39},
            "bleeding, a bleed beside the sac, earlier losses and age",
        ),
        ({"ga_days": 60, "maternal_age_y": 27, "miscarriages": 1}, "earlier losses and age"),
        ({"maternal_age_y": 27, "miscarriages": 1}, ""),
        ({**BEATING, "miscarriages": 0}, ""),
        (BEATING, ""),
    ],
)
def test_what_is_recorded_and_not_in_the_table_is_named(record: dict[str, Any], left_out: str) -> None:
    why = chances.most_specific(record).why
    said = f"Also recorded, and not in this table: {left_out}. No study read here has it all, and none is multiplied."
    assert why.endswith(said) if left_out else "Also recorded" not in why


@pytest.mark.parametrize(("in_all", "said"), [(None, True), (5, True), (2, False)])
def test_losses_in_a_row_are_not_guessed(in_all: int | None, said: bool) -> None:
    why = chances.most_specific({"maternal_age_y": 27, "miscarriages": 1, "gravida": in_all}).why
    assert ("whether they did is not recorded" in why) is said


@pytest.mark.parametrize("more", [{"maternal_age_y": 44}, {"miscarriages": 3}, {"bleeding": "light"}])
def test_another_thing_recorded_never_moves_the_number_of_a_table(more: dict[str, Any]) -> None:
    """It may choose another table. The number of a table is that of its paper, whatever else is known."""
    record = {"heart_activity": "present", "heart_rate_bpm": 96, "ga_days": 45}
    assert chances.most_specific({**record, **more}).shown == chances.most_specific(record).shown
