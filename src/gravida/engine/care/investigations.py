"""When tests are recommended after losses: ESHRE 2022, ASRM and RCOG 2023, for a recorded history in three values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.engine import given
from gravida.engine.care.fact import Fact, fact
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, row_of
from gravida.evidence.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Whether one body recommends tests for this history: True, False, or None for want of something."""

    body: str
    title: str
    country: str
    recommended: bool | None
    when: str
    says: str
    missing: tuple[str, ...]
    source: Source
    mark: Mark

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "body": self.body,
            "title": self.title,
            "country": self.country,
            "recommended": self.recommended,
            "says": self.says,
            "missing": list(self.missing),
            "mark": self.mark.value,
            "source": self.source.as_dict(),
        }


TESTS = "lupus anticoagulant, anticardiolipin, thyroid, and a transvaginal scan"


def investigations(
    losses_first_trimester: int | None, losses_second_trimester: int | None, *, consecutive: bool | None = None
) -> tuple[Recommendation, ...]:
    """Return what each body recommends for a history. None means not recorded, 0 means none.

    Parameters
    ----------
    losses_first_trimester, losses_second_trimester
        How many losses before 14 weeks and from then on.
    consecutive
        Whether they came one after the other. ESHRE and RCOG do not ask for that; whether ASRM does was not seen.

    Raises
    ------
    InputError
        A number that cannot be.
    """
    first = None if losses_first_trimester is None else given.losses("losses_first_trimester", losses_first_trimester)
    second = (
        None if losses_second_trimester is None else given.losses("losses_second_trimester", losses_second_trimester)
    )
    mark = Mark(row_of("recovery_and_call_rules", topic="investigations")["evidence"])
    missing = tuple(
        name
        for name, value in (("losses_first_trimester", first), ("losses_second_trimester", second))
        if value is None
    )
    two = _reaches(2, first, second)
    three_early, any_later = _at_least(3, first), _at_least(1, second)
    asrm = two if two is not True or consecutive else None
    rows = (
        ("eshre2022", "ESHRE 2022", "international", two, "after two losses, one after the other or not"),
        ("asrm", "ASRM", "US", asrm, "after two losses; whether they have to follow each other was not seen"),
        (
            "rcog2023",
            "RCOG Green-top 17, 2023",
            "GB",
            _either(three_early, any_later),
            "after three first-trimester losses, or after one or more in the second trimester",
        ),
        (
            "rcog2023_discretion",
            "RCOG Green-top 17, 2023, at the clinician's discretion",
            "GB",
            _either(_at_least(2, first), any_later),
            "after two first-trimester losses, where the clinician sees a reason",
        ),
    )
    works = {"eshre2022": "eshre2022", "asrm": "asrm_rpl"}
    return tuple(
        Recommendation(
            body=body,
            title=title,
            country=country,
            recommended=answer,
            when=f"Tests are recommended {says}.",
            says=f"{title}: tests are recommended {says}.",
            missing=() if answer is not None else (missing or ("consecutive",)),
            source=cite(works.get(body, "gtg17"), where="when tests are recommended", seen_in=mark.seen_in),
            mark=mark,
        )
        for body, title, country, answer, says in rows
    )


def smallest_set_of_tests() -> Fact:
    """Return the tests that one review names as the least for recurrent loss."""
    row = row_of("recovery_and_call_rules", topic="minimum tests in recurrent loss")
    return fact("tests", f"One review names these: {TESTS}.", "coomarasamy2021", Mark(row["evidence"]))


def _at_least(number: int, known: int | None) -> bool | None:
    return None if known is None else known >= number


def _reaches(number: int, first: int | None, second: int | None) -> bool | None:
    if (first or 0) + (second or 0) >= number:
        return True
    return None if first is None or second is None else False


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False
