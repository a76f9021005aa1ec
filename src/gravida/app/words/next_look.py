"""What another look can show, after a scan that did not give a clear answer. Nothing here says which it will be."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.record.columns import assess
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.words.notes import MarginNote, read_again_by, source_note
from gravida.engine.explain import note
from gravida.engine.scope import NO_SAC_IN_THE_WOMB
from gravida.evidence.bibliography import cite

SECOND_ASSESSMENT = cite("nice_qs69", where="statement 3", seen_in=1)
ONE_SCAN = cite("nice_ng126", where="recommendations on ultrasound and viability", seen_in=2)


@dataclass(frozen=True)
class Possibility:
    """One thing a look can show, and what then follows."""

    shows: str
    then: str


def possibilities(last: Scan | None) -> list[Possibility]:
    """Return what the next look can show, in the words of what the last one showed."""
    seen = last is not None and (last.heartbeat == "present" or bool(last.heart_rate))
    more = "The heart rate and the length have both grown." if seen else "More is seen than before."
    return [
        Possibility(more, "Then what is open now can become clearer."),
        Possibility("Little has changed.", "Then there may be one more wait. Ask on the day when it will end."),
        Possibility(
            "No heartbeat is seen.",
            "Then a second assessment is offered first. No treatment should start before it.",
        ),
    ]


def before_that(pregnancy: Pregnancy, last: Scan | None) -> str:
    """Say what has to be found out first where the last scan saw no sac in the womb; else nothing.

    What a look can show is written for a pregnancy that has been found, so it does not stand beside this.
    """
    if last is None or not any(note.why == NO_SAC_IN_THE_WOMB.id for note in assess(pregnancy, [last], 0).guidelines):
        return ""
    return NO_SAC_IN_THE_WOMB.says


def where_first() -> list[MarginNote]:
    """Return where that stands."""
    again = read_again_by(note(NO_SAC_IN_THE_WOMB.source))
    return [
        MarginNote(
            "Where it is comes first.",
            f"A rule of this program, not of a guideline. To be read again by {again}.",
        )
    ]


def sources() -> list[MarginNote]:
    """Return where these lines stand."""
    return [
        source_note("Second assessment first.", note(SECOND_ASSESSMENT)),
        source_note("One scan cannot be sure, and you should be told so.", note(ONE_SCAN)),
    ]
