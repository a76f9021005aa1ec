"""Codes that are sent. A code that is not in one of these tables is never sent; its meaning goes as text."""

from __future__ import annotations

from typing import Any, Final

from gravida.columns import column

LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
CLINICAL: Final = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ACT: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

WITH_LOINC: Final = (
    "lmp_date", "ovulation_date", "ga_days", "ga_lmp_days", "ga_us_days", "msd_mm", "yolk_sac_mm", "crl_mm",
    "heart_activity", "heart_rate_bpm", "progesterone_nmol_l",
)  # fmt: skip
"""Columns whose first LOINC code means what the column means, whatever else was said.

Not among them: the single diameters of a sac, which would be read as its mean; the number of fetuses as she says it,
because the code is that of an ultrasound; and hCG, whose code depends on the test.
"""

HCG_BY_KIND: Final = {"total": 0, "beta": 1}
"""Which of the two LOINC codes of the column; where the kind of test is not said, neither."""

PREGNANT: Final = "77386006"

OUTCOMES: Final = {
    "live_birth": "281050002",
    "stillbirth": "237364002",
    "miscarriage": "17369002",
    "missed": "16607004",
    "incomplete": "156072005",
    "complete": "156073000",
    "ectopic": "34801009",
    "molar": "417044008",
    "termination": "57797005",
}
"""SNOMED CT codes of the Global Patient Set. An empty sac and a death after birth have none that was verified there."""

PLACES: Final = {"intrauterine": "65727000", "ectopic": "34801009"}
HEART: Final = {"absent": "289439005"}
VALUES: Final = {"location": PLACES, "heart_activity": HEART}


def concept(text: str, system: str = "", code: str = "") -> dict[str, Any]:
    """Return a CodeableConcept. ``display`` stays out: the words of a code system are not hers."""
    return {"coding": [{"system": system, "code": code}], "text": text} if code else {"text": text}


def measure(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return what a column means, as a CodeableConcept."""
    known = column(name)
    loinc = [part.split()[0] for part in known.loinc.split("|") if part]
    if name in WITH_LOINC:
        return concept(known.label, LOINC, loinc[0])
    if name == "hcg_iu_l" and given.get("hcg_kind") in HCG_BY_KIND:
        return concept(known.label, LOINC, loinc[HCG_BY_KIND[given["hcg_kind"]]])
    return concept(known.label)
