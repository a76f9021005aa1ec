"""What cannot be of a person, a pregnancy or a blood test gets one sentence at the terminal, and never a traceback."""

from __future__ import annotations

import pytest
from tests.cli.door import Terminal, scan

WRONG: dict[str, tuple[list[str], str]] = {
    "hCG of 0": (["hcg", "0", "5", "48"], "hcg_0_iu_l is 0"),
    "hCG of 0, second": (["hcg", "5", "0", "48"], "hcg_1_iu_l is 0"),
    "hCG in another unit": (["hcg", "5 ng/mL", "9", "48"], "IU/L or mIU/mL"),
    "a limit and no value": (["hcg", "<5", "9", "48"], "is not a number"),
    "hours that run backwards": (["hcg", "100", "200", "--", "-48"], "earlier sample first"),
    "no hours": (["hcg", "100", "200", "two days"], "Write the hours between the samples"),
    "a place that is none": (["hcg", "100", "200", "48", "--location", "left"], "is not one of its codes"),
    "9 years": (["chances", "by-age", "age_years=9"], "outside 12 to 55"),
    "70 years": (["chances", "by-age", "age_years=70"], "outside 12 to 55"),
    "70 years in a record": (["chances", "heart_activity=present", "ga_days=50", "maternal_age_y=70"], "12 to 55"),
    "a week before the table": (["chances", "by-week", "completed_week=3"], "6 to 19"),
    "a rate of 0": (["chances", "by-heart-rate", "bpm=0", "ga_days=44"], "none or not measured"),
    "a negative age": (["chances", "after-heartbeat", "ga_days=-5"], "ga_days"),
    "no such question": (["chances", "by-star-sign"], "Choose one of"),
    "no country": (["care", "follow-up-test"], "country"),
    "a country without a text": (["care", "follow-up-test", "country=FR"], "Choose one of"),
    "an age of no pregnancy": (["care", "milk", "ga_days=400"], "0 to 330"),
    "no such event": (["care", "rh", "event=party", "ga_days=70"], "Choose one of"),
    "a questionnaire without a licence": (["care", "questionnaire", "key=epds"], "written permission"),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_one_sentence(terminal: Terminal, name: str) -> None:
    tokens, says = WRONG[name]
    said = terminal(*tokens)
    assert said.code != 0
    assert said.out == ""
    assert says in said.err
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1, said.err


def test_dates_out_of_order_are_asked_about(terminal: Terminal) -> None:
    terminal.write("scans.csv", [scan("a", "2026-01-05", lmp_date="2026-02-01")])
    said = terminal("assess", "scans.csv", "--guidelines", "nice2023")
    assert "questioned" in said.out
    assert "PLEASE CHECK" in said.out


def test_mixed_assays_are_asked_about(terminal: Terminal) -> None:
    rows = [
        scan("a", "2026-01-05", hcg_iu_l="100", hcg_time="2026-01-05T09:00", hcg_kind="beta", hcg_laboratory=""),
        scan("a", "2026-01-07", hcg_iu_l="170", hcg_time="2026-01-07T09:00", hcg_kind="total", hcg_laboratory=""),
    ]
    terminal.write("scans.csv", rows)
    said = terminal("assess", "scans.csv", "-o", "out.csv", "--guidelines", "nice2023")
    assert said.code == 0
    assert [row["hcg_ratio"] for row in terminal.table("out.csv")] == ["", ""]
    assert "another kind of test" in terminal.table("out.csv")[1]["hcg_questions"]
