"""Signs that need help now, with the number of her country. They stand above everything else."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.urls import reverse

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.words.notes import MarginNote, source_note
from gravida.app.words.numbers import COUNTRIES, numbers
from gravida.engine.assessment import HelpNow as Recorded

LEAFLETS_DIFFER = MarginNote("Leaflets differ on the number of pads.", "The lowest number that was read stands here.")


@dataclass(frozen=True)
class Dial:
    """A number to press."""

    shown: str
    tel: str


@dataclass(frozen=True)
class HelpNow:
    """What the block of help-now signs shows. ``recorded`` are signs she wrote down herself."""

    country: str
    emergency: Dial | None
    clinic: Dial | None
    go_now: tuple[str, ...]
    same_day: tuple[str, ...]
    sources: tuple[MarginNote, ...]
    sources_go_now: tuple[MarginNote, ...]
    recorded: tuple[str, ...]
    choose_country_url: str


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("gravida.app.words") / "signs.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def help_now(
    preferences: Preferences, pregnancy: Pregnancy | None, on: date, recorded: Sequence[Recorded] = ()
) -> HelpNow:
    """Return the signs, with numbers only where she chose a country and they were checked within a year.

    ``recorded`` are signs the engine found in what she wrote. It calls for help now at each of them, so beside one no
    gentler advice stands.
    """
    emergency = next(iter(numbers(preferences.country, "emergency", on)), None)
    now = [*dict.fromkeys(source_note("What you wrote down.", sign.source) for sign in recorded), *_sources("go now")]
    number = [] if emergency is None else [MarginNote("Number.", emergency.checked_words, emergency.source)]
    gentler = [] if recorded else [*_sources("same day"), LEAFLETS_DIFFER]
    telephone = pregnancy.next_look.telephone if pregnancy is not None and pregnancy.next_look is not None else ""
    return HelpNow(
        country=COUNTRIES.get(preferences.country, ""),
        emergency=None if emergency is None else Dial(emergency.shown, emergency.tel),
        clinic=dial(telephone),
        go_now=tuple(row["text"] for row in _rows() if row["when"] == "go now"),
        same_day=() if recorded else tuple(row["text"] for row in _rows() if row["when"] == "same day"),
        sources=(*now, *number, *gentler),
        sources_go_now=(*now, *number),
        recorded=tuple(dict.fromkeys(sign.says for sign in recorded)),
        choose_country_url="" if preferences.country else f"{reverse('preferences:page')}#id_country",
    )


def _sources(when: str) -> list[MarginNote]:
    return [
        MarginNote(f"{row['lead']}.", f"{row['source']}; {row['read']}.", row["link"] or None)
        for row in _rows()
        if row["lead"] and row["when"] == when
    ]


def dial(telephone: str) -> Dial | None:
    """Return a telephone number as typed and as dialled, or None where there is no digit in it."""
    digits = "".join(sign for sign in telephone if sign.isdigit())
    if not digits:
        return None
    return Dial(telephone.strip(), f"+{digits}" if telephone.strip().startswith("+") else digits)
