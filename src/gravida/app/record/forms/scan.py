"""The form of one scan: what she typed, read into a :class:`~gravida.app.record.scan.Scan`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.dates import RoughDate
from gravida.app.record.forms.choices import DOES_NOT_SAY, NOT_TOLD, SEEN_OR_NOT, YES_OR_NO, Pick, picks, text
from gravida.app.record.forms.dates import RoughDateField
from gravida.app.record.forms.lengths import ask_for_the_unit, read_length, read_number
from gravida.app.record.scan import Scan
from gravida.days import DAYS_PER_WEEK
from gravida.engine.red_flags import PADS, TEMPERATURE

LENGTHS = ("length", "yolk_sac_width", "measure_1", "measure_2", "measure_3", "sac_mean")


class ScanForm(forms.Form):
    """One scan. Every answer may be left out."""

    on = RoughDateField("Date of the scan", "Day, month, year. The report has it near the top.", exact=True)
    weeks = text("Weeks", most=4, kind="numeric")
    days = text("Days", most=4, kind="numeric")
    age_by = picks(
        "Counted from what?",
        (("dates", Pick("The last period, or other dates")), ("scan", Pick("What the scan measured")), DOES_NOT_SAY),
    )
    route = picks(
        "How was it done?",
        (
            ("transvaginal", Pick("Inside", "transvaginal, TV or TVS")),
            ("transabdominal", Pick("Over the tummy", "transabdominal, TA")),
            ("both", Pick("Both")),
            DOES_NOT_SAY,
        ),
        "Some rules count only one of these. If it is not known, choose the last one.",
    )
    sacs = picks(
        "How many sacs were seen?",
        (
            ("none", Pick("None")),
            ("one", Pick("One")),
            ("two or more", Pick("Two or more")),
            DOES_NOT_SAY,
        ),
    )
    label = text("Which of them is this?", "Only where there are two or more: A, B, 1, 2. One entry for each.", most=16)
    heartbeat = picks(
        "Heartbeat",
        (
            ("present", Pick("Seen")),
            ("absent", Pick("Looked for with a clear view, none")),
            ("unclear", Pick("Not clearly seen")),
            DOES_NOT_SAY,
        ),
        "Also written as cardiac activity, FHR or EHR. Nothing is chosen for you.",
    )
    heart_rate = text("Rate, if given", most=20, kind="decimal")
    unit = picks(
        "Lengths are in",
        (("mm", Pick("mm", "millimetres")), ("cm", Pick("cm", "centimetres"))),
        "Most reports use one unit. If one number has another, write the unit behind it: 1.9\N{NO-BREAK SPACE}cm.",
    )
    length = text("Length (CRL)", "Crown-rump length. The report may say “CRL 8.2\N{NO-BREAK SPACE}mm”.", most=20)
    yolk_sac = picks("Yolk sac", SEEN_OR_NOT, "A small round shape beside the embryo.")
    yolk_sac_width = text("Width, if given", most=20)
    embryo = picks("Embryo", SEEN_OR_NOT, "Also written as fetal pole.")
    sac = picks("Sac in the womb", SEEN_OR_NOT, "Also written as gestational sac or GS.")
    measure_1, measure_2, measure_3 = (
        text(label, most=20) for label in ("First measure", "Second measure", "Third measure")
    )
    sac_mean = text("Mean of the sac (MSD), if the report gives it", most=20)
    reason = picks(
        "Why was it done?",
        (
            ("routine", Pick("A booked look", "without any symptom")),
            ("symptoms", Pick("Bleeding or pain")),
            ("emergency_unit", Pick("In an emergency or early pregnancy unit")),
            ("earlier_losses", Pick("One or two earlier ones ended")),
            ("recurrent_loss", Pick("Several earlier ones ended", "without a known reason")),
            DOES_NOT_SAY,
        ),
        "It chooses which study is shown where you ask for numbers.",
    )
    bleed_beside = picks("A bleed beside the sac", SEEN_OR_NOT, "Also written as subchorionic haematoma or SCH.")
    amnion = picks("Amnion", SEEN_OR_NOT, "A thin skin around the embryo. Many reports do not name it.")
    location = picks(
        "Where is it?",
        (
            ("intrauterine", Pick("In the womb")),
            ("ectopic", Pick("Outside the womb", "ectopic")),
            ("scar", Pick("In the scar of an earlier operation")),
            ("heterotopic", Pick("One inside and one outside")),
            ("unknown", Pick("Looked for and not found", "unknown location, PUL")),
            DOES_NOT_SAY,
        ),
    )
    same_sac = picks(
        "Is it the sac of the scan before?",
        (("yes", Pick("Yes")), ("no", Pick("No")), DOES_NOT_SAY),
        "Some rules compare two scans of one sac.",
    )
    bleeding = picks(
        "Bleeding",
        (
            ("none", Pick("None")),
            ("spotting", Pick("Spots")),
            ("light", Pick("Some", f"more than spots, not {PADS}")),
            ("heavy", Pick("Heavy", PADS)),
            NOT_TOLD,
        ),
    )
    pain = picks(
        "Pain in the tummy",
        (
            ("none", Pick("None")),
            ("mild", Pick("Mild")),
            ("severe", Pick("Strong, or on one side")),
            NOT_TOLD,
        ),
    )
    fainting = picks("Fainting, or nearly", YES_OR_NO)
    shoulder_tip_pain = picks("Pain at the tip of a shoulder", YES_OR_NO)
    fever = picks(f"{TEMPERATURE[:1].upper()}{TEMPERATURE[1:]}", YES_OR_NO)
    report = text("The report’s own words", "If you want to keep them. We never change the text.", most=20000, rows=4)

    def clean_heart_rate(self) -> str:
        """Read the rate; "bpm" may stand behind it."""
        typed = self.cleaned_data["heart_rate"].strip()
        if not typed:
            return ""
        digits, unit = read_number(typed.lower().removesuffix("bpm").strip(), like="88")
        if unit:
            raise ValidationError("A heart rate is counted in beats a minute.")
        return digits

    def clean(self) -> dict[str, Any]:
        """Read the age, and the lengths, which share the unit of the report."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["age_days"] = self._age(cleaned.get("weeks") or "", cleaned.get("days") or "")
        unit, bare = cleaned.get("unit") or "", []
        for name in LENGTHS:
            try:
                cleaned[name] = read_length(cleaned.get(name) or "", unit)
            except ValidationError as error:
                if error.code == "unit":
                    bare.append(str(error.message))
                else:
                    self.add_error(name, error)
        if bare:
            self.add_error("unit", ask_for_the_unit(bare))
        return cleaned

    def _age(self, weeks: str, days: str) -> int | None:
        """Put weeks and days together. Whole weeks alone are enough; days alone are not."""
        weeks, days = weeks.strip(), days.strip()
        if not weeks and not days:
            return None
        if not (weeks.isascii() and weeks.isdigit()):
            self.add_error("weeks", "Please write whole weeks, for example 6, and the days beside them.")
        elif days and not (days.isascii() and days.isdigit() and int(days) < DAYS_PER_WEEK):
            self.add_error("days", "Days beside the weeks are 0 to 6.")
        else:
            return int(weeks) * DAYS_PER_WEEK + int(days or 0)
        return None

    def scan(self, pregnancy: UUID, kept: tuple[str, ...] = ()) -> Scan:
        """Return what was typed as a scan. The form has to be valid."""
        typed = self.cleaned_data
        on: RoughDate | None = typed["on"]
        given = {name: typed[name] for name in WORDS}
        return Scan(
            pregnancy=pregnancy,
            day=None if on is None else on.exact,
            age_days=typed["age_days"],
            sac_diameters=(typed["measure_1"], typed["measure_2"], typed["measure_3"]),
            kept=kept,
            **given,
        )


WORDS = (
    "age_by",
    "route",
    "sacs",
    "label",
    "same_sac",
    "location",
    "sac",
    "sac_mean",
    "yolk_sac",
    "yolk_sac_width",
    "embryo",
    "length",
    "amnion",
    "reason",
    "bleed_beside",
    "heartbeat",
    "heart_rate",
    "bleeding",
    "pain",
    "fainting",
    "shoulder_tip_pain",
    "fever",
    "report",
)
"""Fields of the form that are fields of a scan under the same name."""


def filled_in(scan: Scan) -> dict[str, Any]:
    """Return a stored scan as the form's beginning; every length carries its own unit."""
    measured = dict(zip(("measure_1", "measure_2", "measure_3"), scan.sac_diameters, strict=True))
    return {
        **{name: getattr(scan, name) for name in WORDS},
        **measured,
        "on": scan.day,
        "weeks": "" if scan.age_days is None else str(scan.age_days // DAYS_PER_WEEK),
        "days": "" if scan.age_days is None else str(scan.age_days % DAYS_PER_WEEK),
    }
