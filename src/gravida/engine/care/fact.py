"""A fact of care with its source, its mark, and the country or body it is of. Nothing here is an instruction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.errors import InputError, UnknownName
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark
from gravida.evidence.source import Source

COUNTRIES = {"GB": "United Kingdom", "US": "United States", "CA": "Canada"}
"""Places whose guidelines are here. A place is chosen and shown, never guessed."""

INTERNATIONAL = "international"
REVIEW = "gravida_chances_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sentence, the place it holds for, and where it stands."""

    id: str
    says: str
    place: str
    source: Source
    mark: Mark

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "id": self.id,
            "says": self.says,
            "place": self.place,
            "mark": self.mark.value,
            "source": self.source.as_dict(),
        }

    def as_text(self) -> str:
        """The sentence with its place and source."""
        flag = "" if self.mark is Mark.SEEN_TWICE else f" This was {self.mark.says}."
        place = "" if self.place == INTERNATIONAL else f" ({COUNTRIES.get(self.place, self.place)})"
        return f"{self.says}{place}{flag}\nSource: {self.source.short()}."


def fact(
    name: str, says: str, work: str, mark: Mark, *, place: str = INTERNATIONAL, where: str = "as seen on pages about it"
) -> Fact:
    """Name a fact."""
    return Fact(id=name, says=says, place=place, source=cite(work, where=where, seen_in=mark.seen_in), mark=mark)


def chosen(country: str | None) -> str:
    """Return the country that was chosen.

    Raises:
        InputError: none was chosen; none is guessed.
        UnknownName: nothing here is of that country.
    """
    if not country:
        raise InputError("no country was chosen, and none is guessed.", f"Choose one of {', '.join(COUNTRIES)}.")
    if country.upper() not in COUNTRIES:
        raise UnknownName("country", country, list(COUNTRIES))
    return country.upper()
