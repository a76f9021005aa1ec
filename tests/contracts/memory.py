"""What was collected from memory only, as words and figures by which it would be known if it were said anywhere.

A whole number alone says nothing: ages, days and counts of something else are whole numbers too. So each fact is known
by its figure together with what stands near it. Every row and cell that is withheld as "from memory" has its entry
here, and each entry has a sentence that it must find.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gravida.evidence.published import withheld

COPIES = Path(__file__).parents[1] / "papers" / "chances_review"
NEAR = 120
"""How many characters on either side count as near."""


@dataclass(frozen=True)
class Known:
    """A fact from memory: where it was collected, its figure, what stands near it, and a sentence that says it."""

    place: tuple[str, str, str]
    figure: str
    near: tuple[str, ...]
    said: str

    def is_in(self, text: str) -> bool:
        """Whether a text says it."""
        return any(
            all(
                re.search(word, text[max(0, found.start() - NEAR) : found.end() + NEAR], re.IGNORECASE)
                for word in self.near
            )
            for found in re.finditer(self.figure, text, re.IGNORECASE)
        )


def copied(table: str) -> list[dict[str, str]]:
    with (COPIES / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def share(number: str) -> str:
    """A number as a share: 44%, 44 %, 44 in 100, 44 out of 100, 44.0%."""
    whole = re.escape(number) + (r"(?:\.0)?" if "." not in number else "")
    return rf"(?<![\d.]){whole}(?: ?%| in 100| out of 100| per cent| percent)"


def span(text: str) -> str:
    """An interval: 86-98, 86 to 98."""
    low, high = text.split("-")
    return rf"(?<![\d.]){low}(?:\.0)? ?(?:-|–|to) ?{high}(?!\d|\.\d)"


def plain(number: str) -> str:
    """A large number, with or without its comma."""
    written = f"{int(number):,}".replace(",", ",?")
    return rf"(?<![\d.,]){written}(?!\d)"


def _one_by_one() -> Iterator[tuple[tuple[str, str, str], str, tuple[str, ...], str]]:
    trial, regimen, licence = "management_trials", "regimens", "instruments_licences"
    yield ("age_nybo_andersen_2000", "5", "note"), share("13.3"), ("Denmark|Danish|Nybo",), "13.3% in Denmark"
    yield (
        ("loss_after_heartbeat_tong_2008", "6", "*"),
        r"(?<![\d.])0\.7(?!\d)",
        ("week 11|11 weeks",),
        "0.7 in 100 at 11 weeks",
    )
    for number in ("53", "30", "25", "40"):
        place = ("management_expectant_luise_2002", "*", "complete_by_day7_pct")
        yield place, share(number), (r"day 7|7 days|a week|one week",), f"{number} in 100 were complete by day 7"
    yield (
        ("management_expectant_luise_2002", "2", "complete_by_day14_pct"),
        share("59"),
        (r"day 14|14 days|two weeks",),
        "59% complete by day 14 after a missed loss",
    )
    for row, number in (("4", "3"), ("5", "2")):
        yield (trial, row, "pct"), share(number), ("MIST", "infection"), f"MIST 2006: {number}% had an infection"
    yield (trial, "5", "ci95_or_effect"), r"at 14 d(?:ays)?, 3%", (), "2% at 14 days, 3% at 8 weeks"
    operated, admitted = r"unplanned (?:curettage|operation|surgery)", r"unplanned admission|unplanned(?:ly)? admitted"
    for row, number, near in (
        ("6", "44", operated),
        ("7", "13", operated),
        ("8", "49", admitted),
        ("9", "18", admitted),
    ):
        what = "curettage" if near == operated else "admission"
        yield (trial, row, "*"), share(number), (near,), f"{number} in 100 had an unplanned {what}"
    yield (trial, "25", "n_events"), r"(?<!\d)59 (?:of|/|out of) ?348", (), "59 of 348 had not passed it"
    yield (trial, "25", "n"), r"(?<![\d,.])348(?!\d)", ("misoprostol|MifeMiso",), "with misoprostol, n=348"
    yield (trial, "25", "ci95_or_effect"), r"0\.54[- –to]+0\.99", (), "RR 0.73 (0.54-0.99)"
    yield (trial, "26", "n_events"), r"(?<!\d)82 (?:of|/|out of) ?345", (), "82 of 345 had not passed it"
    yield (trial, "26", "n"), r"(?<![\d,.])345(?!\d)", ("misoprostol|MifeMiso",), "with misoprostol alone, n=345"
    yield (trial, "27", "*"), r"(?<!\d)62 (?:of|/|out of) ?355|87 (?:of|/) ?353|0\.53[- –to]+0\.95", (), "62 of 355"
    cut_off = "progesterone_cutoffs"
    yield (cut_off, "2", "n_studies"), r"\b(?:9|nine) studies", ("progesterone",), "Progesterone, nine studies together"
    yield (cut_off, "2", "sens_ci"), r"53\.5|77\.4", (), "sensitivity 53.5 to 77.4"
    yield (cut_off, "2", "spec_ci"), r"91\.1|98\.5", (), "specificity 91.1 to 98.5"
    yield (cut_off, "2", "lr_pos"), r"(?<![\d.])18(?![\d.]\d)", ("likelihood ratio",), "a likelihood ratio of 18"
    yield (cut_off, "2", "lr_neg"), r"(?<!\d)0\.35(?!\d)", ("likelihood ratio",), "a likelihood ratio of 0.35"
    calls = "recovery_and_call_rules"
    two_pads = r"\b(?:2|two)(?: or more)?(?: full-size| maxi| large| thick| sanitary)? pads"
    yield (calls, "1", "*"), two_pads, (), "soaking 2 or more full-size pads an hour"
    yield (calls, "4", "*"), r"shoulder", ("NG126",), "NICE NG126 names pain at the shoulder"
    yield (calls, "13", "*"), r"consultant clinic|midwife clinic|nurse clinic", (), "after 2 a midwife clinic"
    yield (regimen, "2", "regimen"), r"sublingual|no misoprostol (?:is )?needed", (), "vaginal, oral or sublingual"
    yield (regimen, "2", "follow_up"), r"no bleeding", ("48",), "call if there is no bleeding after 48 h"
    yield (
        (regimen, "5", "*"),
        r"no earlier than 3 h|within 7 d(?:ays)?\b",
        ("misoprostol",),
        ("misoprostol 800, one repeat no earlier than 3 hours later"),
    )
    yield (regimen, "6", "*"), share("80"), (r"8 weeks|eight weeks",), "about 80% complete in up to 8 weeks"
    yield ("sac_findings", "3", "*"), rf"15 of 16|{share('94')}", ("sac|Bromley",), "15 of 16 with a small sac ended"
    weekly = "weekly_loss_summaries"
    for row in ("4", "5", "6", "7"):
        yield (weekly, row, "doi_or_pmid"), r"bdra\.23014", (), "doi 10.1002/bdra.23014"
    yield (weekly, "15", "n_pregnancies"), r"(?<![\d.,])198(?!\d|\.)", ("Wilcox|implant",), "Wilcox 1988, 198 in all"
    yield (licence, "2", "*"), r"GAD-7", ("permission|Pfizer|licen",), "GAD-7: no permission needed, says Pfizer"
    yield (licence, "4", "cut_point"), r"(?<![\d.])91(?!\d|\.\d)", ("grief|PGS",), "a grief score of 91 or more"
    yield (licence, "7", "*"), r"\bPDS\b", ("commercial",), "PDS: commercial"
    yield (licence, "8", "*"), r"\bHADS\b", (r"licen[cs]ed|paid|\b11\b",), "HADS: licensed, paid"
    yield (licence, "9", "*"), r"\bIES-R\b", (r"licen[cs]e|\b33\b",), "IES-R: no open licence"
    models = "models_registry"
    yield (models, "7", "predictors"), r"\bclots\b", ("sac volume",), "age, heart rate, sac volume and clots"
    yield (models, "8", "*"), r"Condous M1|\bM1\b", (), "the model M1 reads the hCG ratio"
    for number in ("4.5958", "0.08224", "0.24469"):
        yield (models, "14", "coefficients_available_here"), re.escape(number), (), f"logit = {number}"


def facts() -> list[Known]:
    """Return everything that rests on memory, with the sentence that each is known by."""
    found = [Known(*entry) for entry in _one_by_one()]
    for number, row in enumerate(copied("age_magnus_2019"), 1):
        if row["evidence"] == "M":
            value = row["miscarriage_pct"]
            near = (r"\b(?:age|years|register)",)
            found.append(
                Known(("age_magnus_2019", str(number), "*"), share(value), near, f"{value} in 100 at their age")
            )
    for number, row in enumerate(copied("hcg_serum_ranges"), 1):
        if row["evidence"] == "M":
            for value in (row["low_iu_l"], row["high_iu_l"]):
                if int(value) > 999:
                    place = ("hcg_serum_ranges", str(number), "*")
                    found.append(Known(place, plain(value), (), f"up to {int(value):,} IU/L"))
    for number, row in enumerate(copied("rpl_livebirth_lund_2012"), 1):
        if row["evidence"] == "M":
            value = row["live_birth_pct"]
            found.append(
                Known(
                    ("rpl_livebirth_lund_2012", str(number), "*"),
                    share(value),
                    ("born|birth",),
                    f"{value} in 100 had a birth",
                )
            )
    for number, row in enumerate(copied("rpl_success_brigham_1999"), 1):
        age, losses, value = row["age_years"], row["previous_miscarriages"], row["success_pct"]
        after = (rf"\b{age}\b", rf"\b{losses}\b[^.]{{0,20}}(?:loss|miscarriage)")
        table = "rpl_success_brigham_1999"
        if row["evidence"] == "M":
            said = f"{value}% continued at {age} years after {losses} losses"
            found.append(Known((table, str(number), "*"), share(value), after, said))
        memory = row["ci95_pct_memory"]
        said = f"{memory} continued at {age} years after {losses} losses"
        found.append(Known((table, "*", "ci95_pct_memory"), span(memory), after, said))
        fitted = row["refit_logistic_pct_derived"]
        said = f"{fitted}% at {age} years after {losses} losses"
        found.append(Known((table, "*", "refit_logistic_pct_derived"), re.escape(fitted), after, said))
    return found


FACTS = facts()
NOTHING_SAID = frozenset({"evidence_day7", "evidence_day14", "note of weekly_loss_summaries"})
"""Withheld marks, and notes that say only that something beside them is from memory."""


def withheld_from_memory() -> set[tuple[str, str, str]]:
    """Return every place that is withheld because it, or what it was fitted to, is from memory."""
    return {
        (entry.table, entry.row, entry.column)
        for entry in withheld()
        if "from memory" in entry.reason and not NOTHING_SAID & {entry.column, f"{entry.column} of {entry.table}"}
    } | {("rpl_success_brigham_1999", "*", "refit_logistic_pct_derived")}


def said_in(text: str) -> list[str]:
    """Name what a text says of that which rests on memory."""
    return sorted({f"{' '.join(fact.place)}: {fact.said}" for fact in FACTS if fact.is_in(text)})
