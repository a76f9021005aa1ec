"""After a loss: waiting, medicines, an operation, side by side. What happens, how often it is enough, what goes wrong.

None is recommended. Which of them is offered depends on the place, the week and the person; her clinic knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from gravida.engine.care import numbers
from gravida.engine.care.fact import REVIEW, Fact, fact
from gravida.engine.chances.estimate import NOT_SEEN, People, PrintedFigure, Shown
from gravida.engine.chances.study import Study
from gravida.errors import UnknownName
from gravida.evidence.published import Mark, row_of

Stage = Literal["early", "second_trimester"]
STAGES = ("early", "second_trimester")
NONE_IS_BETTER = "None of the three is right for everybody. A choice may be changed later."
ASK_YOUR_CLINIC = "No figure that could be checked was found. Ask your clinic."


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to go on, with what was counted about it."""

    key: Literal["expectant", "medical", "surgical"]
    title: str
    what_happens: tuple[Fact, ...]
    enough: tuple[Shown, ...]
    complications: tuple[Shown, ...]
    printed: tuple[PrintedFigure, ...] = ()
    not_known: tuple[str, ...] = ()

    def as_dict(self, *, clinic: bool = False) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        found: dict[str, Any] = {
            "key": self.key,
            "title": self.title,
            "what_happens": [said.as_dict() for said in self.what_happens],
            "enough": [number.as_dict() for number in self.enough],
            "complications": [number.as_dict() for number in self.complications],
            "not_known": list(self.not_known),
        }
        return found | ({"printed": [number.as_dict() for number in self.printed]} if clinic else {})


def options(stage: str, kind: str = "all") -> tuple[Option, Option, Option]:
    """Return waiting, medicines and an operation, in this order, for a loss.

    Parameters
    ----------
    stage
        ``early`` (first trimester) or ``second_trimester``.
    kind
        After an early loss ``incomplete``, ``missed``, ``empty_sac`` or ``all``.

    Raises
    ------
    UnknownName
        There is no such stage or kind.
    """
    if stage not in STAGES:
        raise UnknownName("stage", stage, list(STAGES))
    if kind not in numbers.LUISE_TYPES:
        raise UnknownName("kind", kind, list(numbers.LUISE_TYPES))
    return _early(kind) if stage == "early" else _second_trimester()


def _early(kind: str) -> tuple[Option, Option, Option]:
    day_14 = () if kind in ("missed", "empty_sac") else (numbers.expectant_completion(kind, "day_14"),)
    half = (f"{numbers.JUST_OVER_HALF}complete by day 14; the exact shares are in doubt.",) if not day_14 else ()
    waiting = Option(
        key="expectant",
        title="Waiting",
        what_happens=(
            fact(
                "waiting-what",
                "Nothing is done at first. Bleeding and cramps come when they come, and a date to look again is set.",
                REVIEW,
                Mark.SEEN_ONCE,
            ),
        ),
        enough=(*day_14, numbers.expectant_completion(kind, "final")),
        complications=numbers.of_trial("nanda2012"),
        printed=(numbers.by_day_14_together(), *_figures("mist2006", "expectant"), *_figures("jurkovic2013", "")),
        not_known=half,
    )
    medicines = Option(
        key="medical",
        title="Medicines",
        what_happens=(
            fact(
                "medicines-what",
                "Tablets open the womb. Bleeding and cramps follow, mostly at home, and often last more than "
                "two weeks.",
                "davis2007",
                Mark.SEEN_ONCE,
            ),
        ),
        enough=(
            *numbers.of_trial("schreiber2018", *_PASSED),
            *numbers.of_trial("petersen2013", "complete without surgery"),
        ),
        complications=(
            *numbers.of_trial("schreiber2018", *_SIDE),
            *numbers.of_trial(
                "petersen2013", "repeat dose", "unscheduled visit", "emergency surgery", "sac still there day 7"
            ),
            *numbers.of_trial("davis2007", arm="misoprostol"),
        ),
        printed=(*_figures("mifemiso2020", ""), *_figures("mist2006", "medical")),
        not_known=("Two large trials differ, because they counted different things: one dose, or repeated ones.",),
    )
    operation = Option(
        key="surgical",
        title="An operation",
        what_happens=(
            fact(
                "operation-what",
                "The womb is emptied in a short operation, awake or asleep, on a day that is set.",
                REVIEW,
                Mark.SEEN_ONCE,
            ),
        ),
        enough=(),
        complications=numbers.of_trial("davis2007", arm="curettage"),
        not_known=("How often one operation is enough was seen only in comparison with waiting, which stands there.",),
    )
    return waiting, medicines, operation


_PASSED = ("sac passed by first visit, one dose", "sac passed by day 8", "sac passed by day 30")
_SIDE = ("uterine aspiration", "transfusion", "pelvic infection", "vomiting", "severe cramping", "fever", "chills")


def _figures(work: str, arm: str) -> tuple[PrintedFigure, ...]:
    return tuple(figure for figure in numbers.trial_figures() if figure.id.startswith(f"{work}-{arm}"))


WINIKOFF = Study(
    "winikoff2020",
    "winikoff2020",
    "abstract",
    People(
        who="people after a death before birth at 14w0d to 28w6d, one trial", years=NOT_SEEN, outcome="were complete"
    ),
)
ALLANSON = Study(
    "allanson2021",
    "allanson2021",
    "abstract",
    People(
        who="people after a death before birth at 14 to 28 weeks, one trial",
        years=NOT_SEEN,
        outcome="hours to the birth",
    ),
)
WINIKOFF_N, ALLANSON_N = 176, 66


def _second_trimester() -> tuple[Option, Option, Option]:
    row_of("regimens", body="Winikoff 2020 RCT")
    row_of("regimens", body="Allanson 2021 RCT")
    lacks = "the sizes of the two groups"
    induced = (
        WINIKOFF.printed(
            "48-hours",
            "82.2% complete by 48 hours with mifepristone first, 81.4% without",
            Mark.SEEN_ONCE,
            lacks=lacks,
            n=WINIKOFF_N,
        ),
        WINIKOFF.printed(
            "24-hours",
            "96% born within 24 hours with mifepristone first, 78% without",
            Mark.SEEN_ONCE,
            lacks=lacks,
            n=WINIKOFF_N,
        ),
        ALLANSON.printed(
            "median",
            "median 6.8 hours with mifepristone first, 10.5 hours without",
            Mark.SEEN_ONCE,
            lacks=lacks,
            n=ALLANSON_N,
        ),
    )
    operated, after_medicines = numbers.jacques()
    waiting = Option(
        key="expectant", title="Waiting", what_happens=(), enough=(), complications=(), not_known=(ASK_YOUR_CLINIC,)
    )
    medicines = Option(
        key="medical",
        title="Medicines and birth (induction)",
        what_happens=(
            fact(
                "induction-what",
                "Medicines start a birth. It takes hours to a day or more. There can be time to see and "
                "hold, and a full "
                "examination afterwards is possible.",
                REVIEW,
                Mark.SEEN_ONCE,
            ),
        ),
        enough=(),
        complications=(after_medicines,),
        printed=induced,
    )
    operation = Option(
        key="surgical",
        title="An operation (dilation and evacuation)",
        what_happens=(
            fact(
                "evacuation-what",
                "It is short and done asleep, where a trained team exists. Seeing and holding, and a full examination "
                "afterwards, are limited.",
                REVIEW,
                Mark.SEEN_ONCE,
            ),
        ),
        enough=(),
        complications=(operated,),
        printed=(numbers.autry(),),
        not_known=(ASK_YOUR_CLINIC,),
    )
    return waiting, medicines, operation
