"""Anti-D (Rh immune globulin) after a loss: what each body prints, by year and week. They disagree, which is shown.

Only for people who are RhD-negative and not sensitised. Nothing here is an instruction; a dose is what a letter may
say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gravida.engine import given
from gravida.engine.care.fact import COUNTRIES, INTERNATIONAL
from gravida.errors import UnknownName
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table
from gravida.evidence.source import Source

EVENTS = (
    "surgical",
    "medical",
    "loss",
    "threatened",
    "threatened_heavy",
    "unknown_location",
    "abortion",
    "ectopic",
    "ectopic_surgical",
)
"""What happened: a loss with an operation, with medicines, by itself; bleeding; heavy or recurrent bleeding; a
pregnancy of unknown location; an abortion; a pregnancy outside the womb without an operation, and with one."""

NEWER_NICE = "nice_ng126_newer"
BODIES: dict[tuple[str, str], tuple[str, str, str]] = {
    ("ACOG", "2024-09"): ("acog2024", "acog_rh2024", "US"),
    ("SMFM", "2024-02"): ("smfm2024", "smfm2024", "US"),
    ("SFP", "2022"): ("sfp2022", "sfp2022", "US"),
    ("WHO", "2022"): ("who2022", "who2022", INTERNATIONAL),
    ("SOGC", "2024"): ("sogc2024", "sogc_rh2024", "CA"),
    ("NICE NG140", "later update"): ("nice_ng140", "nice_ng140", "GB"),
    ("NICE NG126", "2012-2023 text"): ("nice_ng126_2023", "nice_ng126", "GB"),
    ("NICE NG126", "newer text as quoted by GPnotebook (date not seen)"): (NEWER_NICE, "gpnotebook_rh", "GB"),
    ("NICE NG126", "newer text as quoted by GPnotebook"): (NEWER_NICE, "gpnotebook_rh", "GB"),
    ("RCOG/BSH", "2011/2014"): ("bsh2014", "bsh_rh2014", "GB"),
}
CHECK_THE_LIVE_TEXT = "Seen as quoted by one reference only. Check the live text."
DISAGREES = "Conflicts with the newer text of NICE."

_ALL = frozenset(EVENTS)
_LOSS = frozenset({"surgical", "medical", "loss"})
_APPLIES: dict[str, frozenset[str]] = {
    "abortion or pregnancy loss, medical or surgical": _LOSS | {"abortion"},
    "spontaneous or induced abortion": _LOSS | {"abortion"},
    "abortion or loss": _LOSS | {"abortion"},
    "abortion": frozenset({"abortion"}),
    "abortion medical or surgical": frozenset({"abortion"}),
    "surgical management of miscarriage or ectopic, <13 wk": frozenset({"surgical", "ectopic_surgical"}),
    "medical only, threatened, complete, or unknown location": frozenset(
        {"medical", "loss", "threatened", "threatened_heavy", "unknown_location"}
    ),
    "miscarriage, ectopic or threatened": _LOSS | {"threatened", "threatened_heavy", "ectopic", "ectopic_surgical"},
    "medical or surgical management": frozenset({"surgical", "medical"}),
    "threatened with heavy or recurrent bleeding": frozenset({"threatened_heavy"}),
    "spontaneous miscarriage": _LOSS,
    "surgical evacuation": frozenset({"surgical"}),
}
_CODES = {
    "suggest forgoing routine Rh testing and RhIg; may be given after shared decision": "forgo_routine",
    "offer testing and RhIg where feasible and access not hindered": "offer_where_feasible",
    "forgo; shared decision": "forgo_routine",
    "give": "give",
    "RhD status and anti-D not prerequisites": "not_required",
    "individual basis": "individual",
    "follow WHO: not advised": "not_advised",
    "offer to all RhD-negative": "offer",
    "do not offer": "do_not_offer",
    "do not offer; use scan dates if they disagree": "do_not_offer",
    "offer": "offer",
    "consider": "consider",
    "give to non-sensitised RhD-negative, within 72 h": "give",
}
_SAYS = {
    "forgo_routine": "suggests leaving out routine testing and anti-D; it may be given after talking it over",
    "offer_where_feasible": "suggests offering testing and anti-D where feasible, if it does not hinder care",
    "give": "says to give it",
    "not_required": "says that neither the blood group nor anti-D has to come first",
    "individual": "decides case by case",
    "not_advised": "follows WHO and does not advise it",
    "offer": "says to offer it",
    "do_not_offer": "says not to offer it",
    "consider": "says to consider it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RhAdvice:
    """What one body prints for an event at a week."""

    body: str
    title: str
    year: str
    country: str
    advice: str
    says: str
    letter_may_say: str
    note: str
    source: Source
    mark: Mark

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "body": self.body,
            "title": self.title,
            "year": self.year,
            "country": self.country,
            "advice": self.advice,
            "says": self.says,
            "letter_may_say": self.letter_may_say,
            "note": self.note,
            "mark": self.mark.value,
            "source": self.source.as_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RhAnswer:
    """What every body prints, side by side. ``disagree`` is True where they do not say the same."""

    applies: bool | None
    why: str
    advice: tuple[RhAdvice, ...] = ()

    @property
    def disagree(self) -> bool:
        """Whether one body would give or offer it and another would not."""
        return len({found.advice in ("give", "offer") for found in self.advice}) > 1

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "applies": self.applies,
            "why": self.why,
            "disagree": self.disagree,
            "advice": [found.as_dict() for found in self.advice],
        }


def rh(
    event: str,
    ga_days: int,
    *,
    rhd_negative: bool | None = None,
    sensitised: bool | None = None,
    body: str | None = None,
    country: str | None = None,
) -> RhAnswer:
    """Return what each body prints about anti-D, all of them unless a body or a country is chosen.

    Parameters
    ----------
    event
        ``surgical``, ``medical`` or ``loss`` (by itself), ``threatened``, ``threatened_heavy``, ``unknown_location``,
        ``abortion``, ``ectopic`` (without an operation) or ``ectopic_surgical``.
    ga_days
        Age of the pregnancy in days; 12w0d is 84.
    rhd_negative, sensitised
        Blood group and antibodies; None where they are not known.
    body, country
        Only this body (``acog2024``, ``nice_ng126_newer``, ...), or those of this country.

    Raises
    ------
    UnknownName
        There is no such event, body or country.
    """
    if event not in EVENTS:
        raise UnknownName("event", event, list(EVENTS))
    bodies = {key for key, _, _ in BODIES.values()}
    if body is not None and body not in bodies:
        raise UnknownName("body", body, sorted(bodies))
    if country is not None and country.upper() not in COUNTRIES:
        raise UnknownName("country", country, list(COUNTRIES))
    day = given.ga_days(ga_days)
    if rhd_negative is False:
        return RhAnswer(applies=False, why="The blood group is RhD-positive, so none of this is needed.")
    if sensitised:
        return RhAnswer(
            applies=False, why="Antibodies are already there; anti-D is for people who have none. Ask the clinic."
        )
    rows = [row for row in published_table("rh_rules") if _fits(row, event, day)]
    advice = tuple(_advice(row) for row in rows)
    wanted = tuple(
        found
        for found in advice
        if (body is None or found.body == body)
        and (country is None or found.country in (country.upper(), INTERNATIONAL))
    )
    why = "" if rhd_negative else "The blood group is not recorded; this is about people who are RhD-negative."
    return RhAnswer(applies=rhd_negative, why=why, advice=wanted)


def _fits(row: Row, event: str, day: int) -> bool:
    if event not in _APPLIES[row["event"]]:
        return False
    low = 0 if row["from_ga"] == "any" else _days(row["from_ga"])
    return low <= day and (not row["to_ga"] or day <= _days(row["to_ga"]))


def _days(text: str) -> int:
    weeks, rest = text.removesuffix("d").split("w")
    return 7 * int(weeks) + int(rest)


def _advice(row: Row) -> RhAdvice:
    key, work, country = BODIES[(row["body"], row["year"])]
    mark = Mark(row["evidence"])
    note = CHECK_THE_LIVE_TEXT if work == "gpnotebook_rh" else ""
    if row["body"] == "RCOG/BSH" and row["event"] == "surgical evacuation":
        note = DISAGREES
    code = _CODES[row["advice"]]
    dose = row["dose"].replace("as above", ">=250 IU to 19w6d; >=500 IU and fetomaternal test from 20w0d")
    return RhAdvice(
        body=key,
        title=row["body"],
        year=row["year"].replace(" as quoted by GPnotebook", "").replace(" (date not seen)", ""),
        country=country,
        advice=code,
        says=f"{row['body']} ({row['year']}) {_SAYS[code]}.",
        letter_may_say=re.sub(r">=(\d+ IU)", r"\1 or more", dose),
        note=note,
        source=cite(work, where="anti-D by event and week", seen_in=mark.seen_in),
        mark=mark,
    )


def every() -> tuple[RhAdvice, ...]:
    """Return every row."""
    return tuple(map(_advice, published_table("rh_rules")))
