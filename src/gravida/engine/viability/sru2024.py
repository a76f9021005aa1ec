"""Society of Radiologists in Ultrasound, first-trimester lexicon 2024: new names, the numbers of 2013.

"Concerning for" and "diagnostic of" early pregnancy loss, up to 12 weeks 6 days. The full table was not read;
an adaptation of it lists exactly the rows of 2013.

Rodgers and others: Radiology 2024;312:e240122.
"""

from __future__ import annotations

from gravida.engine.findings import (
    days_since_earlier,
    earlier,
    embryo_seen,
    heartbeat,
    same_sac,
    transvaginal,
)
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.engine.viability.sru2013 import CONDITIONS, NOTES
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

TABLE = "lexicon table, read through an adaptation of it"
LOOK_AGAIN = FollowUp(7, 10, "a repeat transvaginal scan in 7 to 10 days")

ROWS_OF_2013 = {
    "D1": ("D1", 3),
    "D2": ("D2", 3),
    "D3": ("D3", 2),
    "D4": ("D4", 2),
    "C1": ("S1", 3),
    "C2": ("S2", 3),
    "C3": ("S3", 2),
    "C4": ("S4", 1),
    "C5": ("S5", 2),
    "C6a": ("S7", 2),
    "C6b": ("S8", 2),
    "C6c": ("S6", 2),
}
"""Row of the lexicon: the row of 2013 it repeats, and in how many places it was seen."""


def _rows() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=f"SRU24-{row}",
            when=CONDITIONS[row_of_2013],
            concludes=Category.DIAGNOSTIC if row.startswith("D") else Category.SUSPICIOUS,
            printed="diagnostic of early pregnancy loss"
            if row.startswith("D")
            else "concerning for early pregnancy loss",
            source=cite("rodgers2024", where=TABLE, seen_in=seen_in, read=Read.SECONDARY),
            follow_up=None if row.startswith("D") else LOOK_AGAIN,
            note=NOTES.get(row_of_2013, ""),
        )
        for row, (row_of_2013, seen_in) in ROWS_OF_2013.items()
    )


EMBRYO_STILL_WITHOUT_HEARTBEAT = Rule(
    id="SRU24-D5",
    when=transvaginal.is_true
    & earlier(transvaginal).is_true
    & same_sac.is_true
    & earlier(embryo_seen).is_true
    & earlier(heartbeat).is_false
    & embryo_seen.is_true
    & heartbeat.is_false
    & (days_since_earlier >= 7),
    concludes=Category.DIAGNOSTIC,
    printed="diagnostic of early pregnancy loss",
    source=cite("rodgers2024", where="attributed by pages of one unreviewed site", seen_in=1, read=Read.SECONDARY),
    off_because="only one unreviewed site attributes it to this text; the adaptation of its table does not list it",
)

GUIDELINE = Guideline(
    key="sru2024",
    title="Society of Radiologists in Ultrasound, lexicon",
    edition="2024",
    source=cite("rodgers2024", where=TABLE, seen_in=3, read=Read.SECONDARY),
    rules=(*_rows(), EMBRYO_STILL_WITHOUT_HEARTBEAT),
    latest_age_days=90,
)
