"""From her documents to the columns of the engine: nothing added, nothing lost, edges to the digit."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.app.hers import LAST_PERIOD, SCAN_DAY, boxes, post, under_way

from gravida import explain
from gravida.app.record.columns import assess, scan_columns
from gravida.app.record.dates import RoughDate
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import NOT_SAID, Length, Scan
from gravida.app.vault.store import OpenVault
from gravida.columns import columns

WHOLE = Scan(
    pregnancy=uuid4(),
    day=date(2026, 11, 20),
    age_days=46,
    age_by="dates",
    route="transvaginal",
    sacs="one",
    label="A",
    same_sac="yes",
    location="intrauterine",
    sac="seen",
    sac_diameters=(Length("21", "mm"), Length("1.7", "cm"), Length("16", "mm")),
    sac_mean=Length("18", "mm"),
    yolk_sac="seen",
    yolk_sac_width=Length("4", "mm"),
    embryo="seen",
    length=Length("0.69", "cm"),
    amnion="not seen",
    heartbeat="present",
    heart_rate="88",
    bleeding="heavy",
    pain="severe",
    fainting="yes",
    shoulder_tip_pain="no",
    fever="no",
    report="words",
    kept=("anything",),
)


def test_it_works() -> None:
    dates = Dates(RoughDate(2026, 10, 1), "yes", 30, None, None, date(2026, 10, 20), 5)
    found = scan_columns(Pregnancy("under way", dates=dates, babies=1), WHOLE)
    assert found == {
        "lmp_date": date(2026, 10, 1),
        "lmp_certain": True,
        "cycle_length_days": 30,
        "transfer_date": date(2026, 10, 20),
        "embryo_age_days": 5,
        "n_fetuses": 1,
        "exam_date": date(2026, 11, 20),
        "ga_lmp_days": 46,
        "scan_route": "transvaginal",
        "n_sacs": 1,
        "fetus_id": "A",
        "same_sac": True,
        "location": "intrauterine",
        "gs_seen": True,
        "gs_d1_mm": "21 mm",
        "gs_d2_mm": "1.7 cm",
        "gs_d3_mm": "16 mm",
        "msd_mm": "18 mm",
        "yolk_sac_seen": True,
        "yolk_sac_mm": "4 mm",
        "embryo_seen": True,
        "crl_mm": "0.69 cm",
        "amnion_seen": False,
        "heart_activity": "present",
        "heart_rate_bpm": "88",
        "bleeding": "heavy",
        "pain": "severe",
        "fainting": True,
        "shoulder_tip_pain": False,
        "fever": False,
    }
    assert set(found) <= set(columns())


def test_an_empty_scan_has_no_columns() -> None:
    assert scan_columns(Pregnancy("under way"), Scan(uuid4())) == {}


@pytest.mark.parametrize(
    "name", [field.name for field in fields(Scan) if field.type == "str" and field.name != "report"]
)
def test_not_said_is_unknown(name: str) -> None:
    said: dict[str, Any] = {name: NOT_SAID}
    assert scan_columns(Pregnancy("under way"), Scan(uuid4(), **said)) == {}


def test_no_sac_at_all_is_none_in_the_womb_and_one_is_not_yet_in_it() -> None:
    none = assess(Pregnancy("under way"), [Scan(uuid4(), sacs="none", route="transvaginal", sac="")], 0)
    assert {note.why for note in none.guidelines} == {"no_sac"}
    assert "gs_seen" not in scan_columns(Pregnancy("under way"), Scan(uuid4(), sacs="one", location="intrauterine"))
    assert "gs_seen" not in scan_columns(Pregnancy("under way"), Scan(uuid4(), sacs="none", sac=NOT_SAID))


@pytest.mark.parametrize("rough", [RoughDate(2026), RoughDate(2026, 10)])
def test_a_rough_last_period_is_no_date_for_rules(rough: RoughDate) -> None:
    assert scan_columns(Pregnancy("under way", dates=Dates(rough, "yes")), Scan(uuid4())) == {}


def test_about_a_day_is_not_certain() -> None:
    dates = Dates(RoughDate(2026, 10, 1, about=True), "yes")
    assert scan_columns(Pregnancy("under way", dates=dates), Scan(uuid4()))["lmp_certain"] is False


@pytest.mark.parametrize(
    ("by", "column"), [("dates", "ga_lmp_days"), ("scan", "ga_us_days"), (NOT_SAID, "ga_days"), ("", "ga_days")]
)
def test_an_age_of_the_report_goes_where_it_was_counted_from(by: str, column: str) -> None:
    assert scan_columns(Pregnancy("under way"), Scan(uuid4(), age_days=46, age_by=by)) == {column: 46}


EDGES = [
    *product(["6.8", "6.9", "6,9", "7", "7.0", "7.1"], ["mm"], ["absent"]),
    *product(["0.69", "0.7", "0,70"], ["cm"], ["absent"]),
    *product(["6.9", "7.0"], ["mm"], ["present", "unclear", "not said", ""]),
]


@pytest.mark.parametrize(("number", "unit", "heart"), EDGES)
def test_the_form_gives_what_the_engine_gives(
    client: Client, vault: OpenVault, number: str, unit: str, heart: str
) -> None:
    of = under_way(vault)
    typed = {
        **boxes("on", SCAN_DAY),
        "route": "transvaginal",
        "sac": "seen",
        "length": number,
        "unit": unit,
        "heartbeat": heart,
    }
    assert post(client, f"/record/{of.id}/add/", typed).status_code == 302
    [stored] = vault.all(Scan)
    through_the_form = assess(of.document, [stored.document], 0)
    millimetres = float(number.replace(",", ".")) * (10 if unit == "cm" else 1)
    row: dict[str, Any] = {
        "exam_date": SCAN_DAY,
        "lmp_date": LAST_PERIOD,
        "lmp_certain": True,
        "scan_route": "transvaginal",
        "gs_seen": True,
        "crl_mm": round(millimetres, 9),
        "heart_activity": heart if heart in ("present", "absent", "unclear") else None,
    }
    directly = explain([{name: value for name, value in row.items() if value is not None}])
    assert through_the_form.guidelines == directly.guidelines
    expected = "diagnostic" if heart == "absent" and millimetres >= 7 else None
    if expected:
        assert through_the_form.guidelines[0].category == expected
    else:
        assert through_the_form.guidelines[0].category != "diagnostic"


@pytest.mark.parametrize(
    ("mean", "category"), [("24.9", "rescan"), ("25", "second_opinion"), ("2.5 cm", "second_opinion")]
)
def test_the_edge_of_a_sac_without_an_embryo(client: Client, vault: OpenVault, mean: str, category: str) -> None:
    of = under_way(vault)
    typed = {
        **boxes("on", SCAN_DAY),
        "route": "transvaginal",
        "sac": "seen",
        "embryo": "not seen",
        "sac_mean": mean,
        "unit": "" if "cm" in mean else "mm",
    }
    post(client, f"/record/{of.id}/add/", typed)
    [stored] = vault.all(Scan)
    nice = next(n for n in assess(of.document, [stored.document], 0).guidelines if n.key == "nice2023")
    assert nice.category == category
