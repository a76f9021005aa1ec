"""What was written down of a scan, line by line. What is missing is written out, never left blank."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.record.dates import in_words, weeks_in_words
from gravida.app.record.scan import NOT_SAID, Scan

NOTHING = "Nothing written."
DOES_NOT_SAY = "The report does not say."
NOTHING_OF_IT = "Nothing is written of a heartbeat."


@dataclass(frozen=True)
class Line:
    """One thing, what was written of it, and a remark under it."""

    name: str
    says: str
    remark: str = ""


ROUTES = {
    "transvaginal": "Inside (transvaginal)",
    "transabdominal": "Over the tummy (transabdominal)",
    "both": "Both inside and over the tummy",
}
HEARTBEATS = {
    "present": "Seen",
    "absent": "Looked for with a clear view, none",
    "unclear": "Not clearly seen",
}
PLACES = {
    "intrauterine": "In the womb",
    "ectopic": "Outside the womb (ectopic)",
    "scar": "In the scar of an earlier operation",
    "heterotopic": "One inside and one outside the womb",
    "unknown": "Looked for and not found (unknown location)",
}
REASONS = {
    "routine": "A booked look",
    "symptoms": "Bleeding or pain",
    "emergency_unit": "In an emergency or early pregnancy unit",
    "earlier_losses": "One or two earlier ones ended",
    "recurrent_loss": "Several earlier ones ended",
}
SEEN = {"seen": "Seen", "not seen": "Looked for, not seen"}
SACS = {"none": "None", "one": "One", "two or more": "Two or more"}


def lines(scan: Scan) -> list[Line]:
    """Return what was written down, in the order of the form."""
    found = [
        Line("Day", NOTHING if scan.day is None else in_words(scan.day)),
        _age(scan),
        Line("How", _answer(scan.route, ROUTES)),
        Line("Number of sacs", _answer(scan.sacs, SACS)),
        Line("Heartbeat", _heartbeat(scan)),
        Line("Length (CRL)", NOTHING if scan.length is None else str(scan.length)),
        Line("Yolk sac", _with_size(scan.yolk_sac, str(scan.yolk_sac_width or ""))),
        Line("Embryo", _answer(scan.embryo, SEEN)),
        _sac(scan),
        Line("Amnion", _answer(scan.amnion, SEEN)),
        Line("Where", _answer(scan.location, PLACES)),
    ]
    if scan.bleed_beside:
        found.append(Line("A bleed beside the sac", _answer(scan.bleed_beside, SEEN)))
    if scan.reason:
        found.append(Line("Why it was done", _answer(scan.reason, REASONS)))
    if scan.label:
        found.insert(1, Line("Which one", scan.label))
    return found


def _answer(answer: str, words: dict[str, str]) -> str:
    return DOES_NOT_SAY if answer == NOT_SAID else words.get(answer, NOTHING)


def _heartbeat(scan: Scan) -> str:
    said = _answer(scan.heartbeat, HEARTBEATS)
    if not scan.heart_rate:
        return said
    rate = f"{scan.heart_rate} beats a minute"
    return f"{said}, {rate}" if scan.heartbeat in HEARTBEATS else f"{rate}, so it was seen"


def _with_size(answer: str, size: str) -> str:
    said = _answer(answer, SEEN)
    if not size:
        return said
    return f"{said}, {size}" if answer in SEEN else size


def _age(scan: Scan) -> Line:
    if scan.age_days is None:
        return Line("How far along", NOTHING)
    by = {"dates": ", by dates", "scan": ", by what the scan measured"}.get(scan.age_by, ". By what is not said")
    return Line("How far along", f"{weeks_in_words(scan.age_days)}{by}.")


def _sac(scan: Scan) -> Line:
    measured = [str(diameter) for diameter in scan.sac_diameters if diameter is not None]
    said = _with_size(scan.sac, " × ".join(measured))
    if scan.sac_mean is not None:
        return Line("Sac in the womb", f"{said}; mean {scan.sac_mean}" if said != NOTHING else f"Mean {scan.sac_mean}")
    remark = ""
    if 0 < len(measured) < len(scan.sac_diameters):
        remark = "A mean needs all three measures, so there is none."
    return Line("Sac in the womb", said, remark)


def told(scan: Scan) -> str:
    """The same as one sentence with the day it was."""
    said = headline(scan)
    if scan.day is None:
        return said
    if said == NOTHING_OF_IT:
        return f"Of the scan of {in_words(scan.day)} nothing is written about a heartbeat."
    return f"On {in_words(scan.day)} {said[:1].lower()}{said[1:]}"


def headline(scan: Scan) -> str:
    """What the scan showed, in one sentence that says no more than was written."""
    if scan.heartbeat == "present" or (scan.heartbeat not in HEARTBEATS and scan.heart_rate):
        return "A heartbeat was seen."
    if scan.heartbeat == "absent":
        return "A heartbeat was looked for and not seen."
    if scan.heartbeat == "unclear":
        return "The heartbeat was not clearly seen."
    if scan.sac == "not seen" or (scan.sac == "" and scan.sacs == "none"):
        return "No sac was seen in the womb."
    if scan.embryo == "not seen":
        return "No embryo was seen." if scan.sac != "seen" else "A sac was seen, and no embryo in it."
    return NOTHING_OF_IT
