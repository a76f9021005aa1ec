"""Signs that need help now, with the number of her country. They stand above everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.words.notes import MarginNote, read_once
from gravida.app.words.numbers import COUNTRIES, numbers
from gravida.engine import wording
from gravida.engine.assessment import HelpNow as Recorded
from gravida.engine.explain import note
from gravida.engine.red_flags import LEAFLETS_DIFFER, Sign, Urgency, noticed, sign


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


def help_now(
    preferences: Preferences, pregnancy: Pregnancy | None, on: date, recorded: Sequence[Recorded] = ()
) -> HelpNow:
    """Return the signs, with numbers only where she chose a country and they were checked within a year.

    ``recorded`` are signs the engine found in what she wrote. It calls for help now at each of them, so beside one no
    gentler advice stands.
    """
    emergency = next(iter(numbers(preferences.country, "emergency", on)), None)
    written = [("What you wrote down.", sign(found.id)) for found in recorded]
    now = [*dict.fromkeys(written), *_sources(Urgency.GO_NOW)]
    gentler = [] if recorded else list(_sources(Urgency.SAME_DAY))
    further = [MarginNote("How many pads.", LEAFLETS_DIFFER)]
    if emergency is not None:
        further.append(MarginNote("Number.", emergency.checked_words, emergency.source))
    telephone = pregnancy.next_look.telephone if pregnancy is not None and pregnancy.next_look is not None else ""
    return HelpNow(
        country=COUNTRIES.get(preferences.country, ""),
        emergency=None if emergency is None else Dial(emergency.shown, emergency.tel),
        clinic=dial(telephone),
        go_now=tuple(known.if_so for known in noticed(Urgency.GO_NOW) if known not in [sign for _, sign in written]),
        same_day=() if recorded else tuple(known.if_so for known in noticed(Urgency.SAME_DAY)),
        sources=(*_notes([*now, *gentler]), *further),
        sources_go_now=(*_notes(now), *further),
        recorded=tuple(dict.fromkeys(found.says for found in recorded)),
        choose_country_url="" if preferences.country else f"{reverse('preferences:page')}#id_country",
    )


def _sources(urgency: Urgency) -> Iterator[tuple[str, Sign]]:
    """Name each source once, with all that stands in it."""
    signs = noticed(urgency)
    for read_in in dict.fromkeys(known.read_in for known in signs):
        those = [known for known in signs if known.read_in == read_in]
        about = list(dict.fromkeys(known.about for known in those))
        yield f"{wording.listed(about).capitalize()}.", those[0]


def _notes(found: Sequence[tuple[str, Sign]]) -> list[MarginNote]:
    """Name each source as ``read_in`` does: the title of a leaflet may speak of what has not happened."""
    how, once = read_once([note(known.source) for _, known in found])
    named = [
        MarginNote(lead, f"{known.read_in[:1].upper()}{known.read_in[1:]}. {read}", known.source.work.link)
        for (lead, known), read in zip(found, how, strict=True)
    ]
    return [*dict.fromkeys(named), *once]


def dial(telephone: str) -> Dial | None:
    """Return a telephone number as typed and as dialled, or None where there is no digit in it."""
    digits = "".join(sign for sign in telephone if sign.isdigit())
    if not digits:
        return None
    return Dial(telephone.strip(), f"+{digits}" if telephone.strip().startswith("+") else digits)
