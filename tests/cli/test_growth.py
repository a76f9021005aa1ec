"""Dating and growth in the terminal: what is printed, as text, CSV, JSON and a picture."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gravida.cli import WRONG_CALL, main
from gravida.engine import growth
from gravida.engine.growth.chart import chart


def said(capsys: pytest.CaptureFixture[str], *tokens: str) -> str:
    assert main(tokens) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *tokens: str) -> str:
    assert main(tokens) == WRONG_CALL
    found = capsys.readouterr().err
    assert found.count("\n") == 1
    return found


def test_date_shows_every_formula_and_their_spread(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "date", "crl_mm=45", "--lmp-days", "12w3d")
    assert "Robinson and Fleming 1975 (length x 1.037)          11w2d     78.7 d  10w4d to 11w6d" in found
    assert "ACOG: re-dates" in found
    assert "None is picked, none averaged." in found
    assert said(capsys, "date", "crl_cm=4.5").splitlines()[0] in found.replace("    ACOG: re-dates", "")
    answers = json.loads(said(capsys, "date", "hc_mm=150", "fl_mm=25", "--json"))
    assert {"papageorghiou2016_hc", "papageorghiou2016_hc_fl"} <= {row["key"] for row in answers["answers"]}


def test_date_says_why_there_is_no_age(capsys: pytest.CaptureFixture[str]) -> None:
    assert "above 84 mm" in said(capsys, "date", "crl_mm=90")
    assert "dates no pregnancy" in refused(capsys, "date", "nt_mm=2")
    assert "is no measure" in refused(capsys, "date", "45")


def test_centile(capsys: pytest.CaptureFixture[str]) -> None:
    assert "centile 50.0, z +0.00" in said(capsys, "centile", "intergrowth21_hc", "97.88", "14w0d")
    assert "outside 98 to 280" in said(capsys, "centile", "intergrowth21_hc", "250", "300")
    row = json.loads(said(capsys, "centile", "intergrowth21_newborn_weight", "3.2", "40w0d", "--sex", "girl", "--json"))
    assert (row["standard"], row["class"], row["reason"]) == ("intergrowth21_newborn_weight_female", "aga", None)
    assert "Give 250 if it was in centimetres" in refused(capsys, "centile", "intergrowth21_hc", "25", "27w1d")
    assert "189 days" in refused(capsys, "centile", "intergrowth21_hc", "250", "27")
    assert "by sex" in refused(capsys, "centile", "intergrowth21_newborn_weight", "3.2", "280")
    assert "no growth standard" in refused(capsys, "centile", "intergrowth21_head", "3.2", "280")


def test_table_is_the_printed_one(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(StringIO(said(capsys, "table", "intergrowth21_efw_hadlock", "--csv"))))
    assert rows[0][:5] == ["ga_days", "age", "P3", "P5", "P10"]
    assert rows[1][:5] == ["126", "18w0d", "184", "187", "193"]
    assert len(rows) == 1 + 24
    assert len(said(capsys, "table", "intergrowth21_efw_hadlock", "--csv", "--days").splitlines()) == 1 + 162
    assert "WHO estimated weight (g)" in said(capsys, "table", "who_efw")


@pytest.mark.parametrize("key", growth.standards())
def test_every_chart_is_a_picture(key: str) -> None:
    standard = growth.standard(key)
    middle = (standard.lowest + standard.highest) / 2
    root = ElementTree.fromstring(chart(standard, [(middle, standard.value_at(middle, z=0.0))]))
    assert root.findall(".//{*}polyline")
    assert len(root.findall(".//{*}circle")) == 1
    for line in root.findall(".//{*}polyline"):
        for pair in line.attrib["points"].split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 720
            assert 0 <= y <= 480


def test_chart_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "chart.svg"
    said(capsys, "chart", "intergrowth21_hc", "-o", str(picture), "-p", "27w1d:250", "-p", "30w0d:270")
    assert picture.read_text(encoding="utf-8").count("<circle") == 2
    assert "neither .svg nor .png" in refused(capsys, "chart", "who_efw", "-o", str(tmp_path / "chart.jpg"))
    assert "is outside" in refused(capsys, "chart", "intergrowth21_hc", "-p", "300:250")
    assert "cannot be read" in refused(capsys, "chart", "intergrowth21_hc", "-p", "200:x")
    pytest.importorskip("resvg_py")
    said(capsys, "chart", "intergrowth21_hc", "-o", str(tmp_path / "chart.png"))
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_standards_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(growth.standards("fl_mm")) == {
        line.split()[0] for line in said(capsys, "standards", "--measure", "fl_mm").splitlines()
    }
    assert len(json.loads(said(capsys, "standards", "--json"))) == len(growth.standards())
