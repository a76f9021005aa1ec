"""The words nobody is to read on a page of hers, and the words that give its theme away to someone beside her."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

THEME = (
    "abort", "antenatal", "babies", "baby", "bereave", "birth", "bleed", "bump", "clinic", "conceiv", "concept",
    "crl", "death", "died", "doctor", "ectopic", "embryo", "fertil", "fetal", "fetus", "foetus", "gravid", "grief",
    "gyn", "hcg", "heartbeat", "hospital", "ivf", "lmp", "loss", "matern", "midwi", "miscarr", "mother", "obstet",
    "ovul", "period", "pregnan", "prenatal", "scan", "stillb", "trimester", "ultrasound", "uterus", "womb", "yolk",
)  # fmt: skip
"""None of these stands in an address, a title, a cookie's name, a file served or the text of a tab."""


@cache
def avoided() -> list[str]:
    """Return the phrases of ``language.csv`` that are looked for as they stand."""
    path = Path(__file__).parent / "language.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["applies_to"].startswith("check:word")]
    phrases = [phrase.strip() for row in rows for phrase in row["avoid"].split("|")]
    return [re.sub(r"\s*\([^)]*\)$", "", phrase) for phrase in phrases]


def holds_phrase(text: str, phrase: str) -> bool:
    """Say whether a text holds a phrase as whole words, in any case."""
    start, end = (r"\b" if edge.isalnum() else "" for edge in (phrase[0], phrase[-1]))
    return re.search(f"{start}{re.escape(phrase)}{end}", text, re.IGNORECASE) is not None


def hurtful(text: str) -> list[str]:
    """Return the avoided phrases that stand in a text, with straight or curly apostrophes."""
    plain = text.replace("’", "'")
    return [phrase for phrase in avoided() if holds_phrase(plain, phrase)]


def theme(text: str) -> list[str]:
    """Return what gives the theme away in an address or a title."""
    return [word for word in THEME if word in text.lower()]
