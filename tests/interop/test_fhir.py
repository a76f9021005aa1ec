"""The check tells legal resources from broken ones; the Bundle of any record is legal, and says no word of hers."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle
from tests.interop.r4 import LOINC, SNOMED, faults, loinc_holds, snomed_holds

from gravida.columns import columns
from gravida.interop.fhir import Episode, Visit, bundle, codes

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
each_sample = pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
PREGNANCY, SCAN, BLOOD = UUID(int=1), UUID(int=2), UUID(int=3)
SCANNED = {"exam_date": date(2026, 3, 2), "crl_mm": "0.7 cm", "heart_rate_bpm": "152", "heart_activity": "present"}


def sent(episode: Episode) -> list[dict[str, Any]]:
    found = bundle([episode])
    assert faults(found) == []
    return [entry["resource"] for entry in found["entry"]]


def of(kind: str, episode: Episode) -> list[dict[str, Any]]:
    return [one for one in sent(episode) if one["resourceType"] == kind]


def scanned(**found: Any) -> Episode:
    return Episode(PREGNANCY, "running", visits=(Visit(SCAN, "scan", "2026-03-02", found),))


def measured(name: str, value: Any, **more: Any) -> dict[str, Any]:
    label = columns()[name].label
    [found] = [one for one in of("Observation", scanned(**{name: value}, **more)) if one["code"]["text"] == label]
    return found


@each_sample
def test_the_check_tells_good_from_broken(path: Path) -> None:
    found = faults(json.loads(path.read_text(encoding="utf-8")))
    assert bool(found) == path.stem.startswith("bad"), found


def test_every_code_that_can_be_sent_holds_and_stands_in_the_columns() -> None:
    known = columns()
    for name in (*codes.WITH_LOINC, "hcg_iu_l"):
        assert known[name].evidence == "V", name
        for part in known[name].loinc.split("|")[: 2 if name == "hcg_iu_l" else 1]:
            assert loinc_holds(part), part
    snomed = {code for column in known.values() for part in column.snomed.split("|") for code in part.split()[:1]}
    for code in (codes.PREGNANT, *codes.OUTCOMES.values(), *codes.PLACES.values(), *codes.HEART.values()):
        assert snomed_holds(code)
        assert code in snomed
    assert not loinc_holds("99999-9")
    assert not snomed_holds("77386007")


def test_lengths_go_in_millimetres_and_every_number_with_its_unit() -> None:
    assert measured("crl_mm", "0.7 cm")["valueQuantity"] == {
        "value": 7, "unit": "mm", "system": "http://unitsofmeasure.org", "code": "mm",
    }  # fmt: skip
    assert measured("crl_mm", "12.3 mm")["valueQuantity"]["value"] == 12.3
    assert measured("heart_rate_bpm", "152")["valueQuantity"]["code"] == "/min"
    assert measured("hcg_iu_l", "1200 mIU/mL", hcg_kind="beta")["valueQuantity"]["code"] == "[IU]/L"
    assert measured("ga_us_days", 56)["valueQuantity"] | {"system": ""} == {
        "value": 56, "unit": "d", "system": "", "code": "d",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["about 5", "5,1 mm", "7 inches", "", "-1 mm", "1e9999 mm", "٣ mm"])
def test_what_is_no_number_goes_as_it_was_written(written: str) -> None:
    found = measured("crl_mm", written) if written else None
    assert found is None or ("valueQuantity" not in found and found["valueString"] == written)


def test_a_code_is_sent_only_where_it_means_just_this() -> None:
    def loinc(found: dict[str, Any]) -> list[str]:
        return [coding["code"] for coding in found["code"].get("coding", ()) if coding["system"] == LOINC]

    assert loinc(measured("msd_mm", "12 mm")) == ["11850-5"]
    assert loinc(measured("gs_d1_mm", "12 mm")) == [], "a single diameter would be read as the mean"
    assert loinc(measured("hcg_iu_l", "1200 IU/L", hcg_kind="total")) == ["19080-1"]
    assert loinc(measured("hcg_iu_l", "1200 IU/L", hcg_kind="beta")) == ["21198-7"]
    assert loinc(measured("hcg_iu_l", "1200 IU/L")) == []
    assert loinc(measured("progesterone_nmol_l", "30 nmol/L")) == ["14890-8"]
    by_mass = measured("progesterone_nmol_l", "10 ng/mL")
    assert loinc(by_mass) == []
    assert by_mass["valueQuantity"]["code"] == "ng/mL"
    assert measured("heart_activity", "unclear")["valueCodeableConcept"] == {"text": "unclear"}
    [coding] = measured("heart_activity", "absent")["valueCodeableConcept"]["coding"]
    assert coding == {"system": SNOMED, "code": "289439005"}


def test_an_end_is_sent_as_it_was_said_and_nothing_is_presumed() -> None:
    [pregnant] = of("Condition", Episode(PREGNANCY, "over", ended="2026-04"))
    assert pregnant["clinicalStatus"]["coding"][0]["code"] == "resolved"
    assert pregnant["abatementDateTime"] == "2026-04"
    both = of("Condition", Episode(PREGNANCY, "over", outcome="miscarriage"))
    assert [one["code"]["coding"][0]["code"] for one in both] == ["77386006", "17369002"]
    _, without_code = of("Condition", Episode(PREGNANCY, "over", outcome="newborn_death"))
    assert without_code["code"] == {"text": "newborn death"}
    [running] = of("Condition", Episode(PREGNANCY, "running"))
    assert running["clinicalStatus"]["coding"][0]["code"] == "active"
    assert "verificationStatus" not in running


def test_twins_are_told_apart_by_number_and_not_by_her_label() -> None:
    visits = tuple(Visit(UUID(int=n), "scan", "2026-03-02", {"fetus_id": label, "crl_mm": "9 mm"})
                   for n, label in ((2, "Noor"), (3, "Ali")))  # fmt: skip
    found = sent(Episode(PREGNANCY, "running", visits=visits))
    numbers = [one["identifier"][0]["value"] for one in found if one["resourceType"] == "BodyStructure"]
    focus = {one["focus"][0]["reference"] for one in found if one["resourceType"] == "Observation"}
    assert numbers == ["1", "2"]
    assert len(focus) == 2
    assert "Noor" not in json.dumps(found)


def test_the_same_record_gives_the_same_bundle_and_a_visit_hangs_on_its_episode() -> None:
    blood = Visit(BLOOD, "blood", "2026-03-01", {"hcg_iu_l": "1200 IU/L", "hcg_time": time(9, 20)})
    scan = Visit(SCAN, "scan", "2026-03-02", SCANNED | {"scan_route": "transvaginal"})
    episode = Episode(PREGNANCY, "running", "2026-01-05", said={"lmp_date": date(2026, 1, 5)}, visits=(scan, blood))
    found = sent(episode)
    assert json.dumps(found) == json.dumps(sent(episode))
    encounters = [one for one in found if one["resourceType"] == "Encounter"]
    assert [one["episodeOfCare"][0]["reference"] for one in encounters] == [f"urn:uuid:{PREGNANCY}"] * 2
    by_scan = [one for one in found if one.get("encounter", {}).get("reference") == f"urn:uuid:{SCAN}"]
    assert len(by_scan) == 3
    assert {one["method"]["text"] for one in by_scan} == {"transvaginal"}
    assert {one["category"][0]["coding"][0]["code"] for one in by_scan} == {"imaging"}
    assert [one["valueTime"] for one in found if "valueTime" in one] == ["09:20:00"]
    assert [one for one in found if one["resourceType"] == "Patient"] == [{"resourceType": "Patient"}]
    assert [one["valueDateTime"] for one in found if "valueDateTime" in one] == ["2026-01-05"]


@pytest.mark.parametrize("name", sorted(columns()))
def test_models_that_others_made_of_the_definitions_read_it(name: str) -> None:
    """``fhir.resources`` is not ours. Its models are of R4B, the version after R4, and refuse what they do not know."""
    found = bundle([scanned(**{name: "5"})])
    assert len(Bundle.model_validate(found).entry or ()) == len(found["entry"]) > 2
    found["entry"][-1]["resource"]["unknown"] = 1
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        Bundle.model_validate(found)
