"""The forms of one pregnancy: what it is called, its dates, the next look, and questions to take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.dates import RoughDate, short
from gravida.app.record.forms.choices import NOT_TOLD, Pick, picks, text, whole_number
from gravida.app.record.forms.dates import RoughDateField
from gravida.app.record.pregnancy import Dates, Look, Pregnancy
from gravida.engine.given import OLDEST_YEARS, YOUNGEST_YEARS

WORD_ANSWERS = (
    ("pregnancy", Pick("pregnancy")),
    ("baby", Pick("baby")),
    ("own", Pick("a name or a word of your own")),
    ("none", Pick("no word")),
)
OF_SETTINGS = "settings"
"""So that a word of this pregnancy alone can be taken back."""

STATE_ANSWERS = (
    ("under way", Pick("Under way")),
    ("waiting", Pick("Waiting for another look", "a scan was not clear")),
    ("hoped for", Pick("Hoped for")),
    ("ended", Pick("Ended", "however it ended")),
    ("born", Pick("A baby was born")),
)
HOW_IT_ENDED = (
    ("", "Left open"),
    ("termination", "An abortion, or a termination"),
    ("stillbirth", "The baby died before birth"),
    ("newborn_death", "The baby died after birth"),
    ("miscarriage", "It ended by itself early on"),
    ("ectopic", "It was outside the womb (ectopic)"),
    ("molar", "It was a molar pregnancy"),
)


class StateForm(forms.Form):
    """The state of a pregnancy that is new in the record."""

    state = picks("How is it now?", STATE_ANSWERS)

    def clean_state(self) -> str:
        """Ask for the state: it decides what every page shows."""
        state: str = self.cleaned_data["state"]
        if not state:
            raise ValidationError("Please choose one. It decides what is shown, and you can change it at any time.")
        return state


class PregnancyForm(forms.Form):
    """What it is called and what its dates rest on. Everything may be left out."""

    label = text("A name for it in your record", "Only to find it again. Leave it empty if you like.", most=80)
    word = picks(
        "Your word for it",
        (*WORD_ANSWERS, (OF_SETTINGS, Pick("the word of your settings"))),
        "Used on every page. Nothing chosen: the word of your settings.",
    )
    own_word = text("Your own word or the name", most=60)
    last_period = RoughDateField(
        "First day of the last period",
        "The month or the year alone is enough if that is all you know.",
    )
    last_period_certain = picks(
        "Is that date certain?", (("yes", Pick("Certain")), ("no", Pick("Not certain")), NOT_TOLD)
    )
    cycle_days = whole_number("Usual length of a cycle, in days", "The length of a cycle in days", 15, 90, "w4")
    ovulation = RoughDateField("Day of ovulation", "If you know it.", exact=True)
    retrieval = RoughDateField("Day of the egg retrieval", exact=True)
    transfer = RoughDateField("Day of the embryo transfer", exact=True)
    embryo_days = whole_number("Age of the embryo at transfer, in days", "The age of the embryo in days", 0, 7, "w2")
    babies = whole_number("How many babies, if a scan counted them", "The number of babies", 0, 10, "w2")
    age_years = forms.IntegerField(
        label="Your age then, in years",
        help_text="Only if you want. It can help to choose which study is shown where you ask for numbers.",
        required=False,
        min_value=YOUNGEST_YEARS,
        max_value=OLDEST_YEARS,
        error_messages={
            "invalid": "Please write whole years, for example 31.",
            "min_value": f"The studies here are about {YOUNGEST_YEARS} to {OLDEST_YEARS} years. Please check the age, "
            "or leave it empty.",
            "max_value": f"The studies here are about {YOUNGEST_YEARS} to {OLDEST_YEARS} years. Please check the age, "
            "or leave it empty.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w2"}),
    )
    ended_on = RoughDateField("When it ended, or the day of the birth", "Only if it has. It can wait.")
    how_it_ended = forms.ChoiceField(
        label="How it ended",
        help_text="Only if you want to write it. Nothing is presumed.",
        required=False,
        choices=HOW_IT_ENDED,
    )
    notes = text("Anything you want to keep with it", most=20000, rows=4)

    def clean(self) -> dict[str, Any]:
        """Look at dates that contradict each other, and name both."""
        cleaned = super().clean() or self.cleaned_data
        period, end = cleaned.get("last_period"), cleaned.get("ended_on")
        if period and end and end.earliest < period.earliest and end.year <= period.year and period.exact and end.exact:
            self.add_error(
                "ended_on",
                f"The end, {short(end.exact)}, is before the last period, {short(period.exact)}. Please check both.",
            )
        for name, event in (("ovulation", "ovulation"), ("transfer", "the transfer")):
            day = cleaned.get(name)
            if period and period.exact and day and day.exact < period.exact:
                self.add_error(
                    name, f"{short(day.exact)} for {event} is before the last period, {short(period.exact)}."
                )
        return cleaned

    def written_into(self, pregnancy: Pregnancy) -> Pregnancy:
        """Return the pregnancy with what was typed. The form has to be valid."""
        typed = self.cleaned_data
        return replace(
            pregnancy,
            label=typed["label"],
            word="" if typed["word"] == OF_SETTINGS else typed["word"],
            own_word=typed["own_word"],
            dates=Dates(
                last_period=typed["last_period"],
                last_period_certain=typed["last_period_certain"],
                cycle_days=typed["cycle_days"],
                ovulation=_exact(typed["ovulation"]),
                retrieval=_exact(typed["retrieval"]),
                transfer=_exact(typed["transfer"]),
                embryo_days=typed["embryo_days"],
            ),
            babies=typed["babies"],
            age_years=typed["age_years"],
            ended_on=typed["ended_on"],
            how_it_ended=typed["how_it_ended"],
            notes=typed["notes"],
        )


def filled_in(pregnancy: Pregnancy) -> dict[str, Any]:
    """Return a stored pregnancy as the form's beginning."""
    names = ("label", "word", "own_word", "babies", "age_years", "ended_on", "how_it_ended", "notes")
    dates = (
        "last_period",
        "last_period_certain",
        "cycle_days",
        "ovulation",
        "retrieval",
        "transfer",
        "embryo_days",
    )
    return {
        **{name: getattr(pregnancy, name) for name in names},
        **{name: getattr(pregnancy.dates, name) for name in dates},
    }


class LookForm(forms.Form):
    """The next look: every part may be left out."""

    on = RoughDateField("Date", exact=True, may_lie_ahead=True)
    time = text("Time", "As it was told to you, for example 10:20 in the morning.", most=60)
    place = text("Place", "For example the clinic and the floor.")
    telephone = text("Telephone", "It stands beside the signs that need help now.", most=40, kind="tel")

    def look(self) -> Look | None:
        """Return the next look, or None where everything is empty."""
        typed = self.cleaned_data
        look = Look(_exact(typed["on"]), typed["time"], typed["place"], typed["telephone"])
        return None if look == Look() else look


def look_filled_in(look: Look | None) -> dict[str, Any]:
    """Return a stored look as the form's beginning."""
    if look is None:
        return {}
    return {"on": look.day, "time": look.time, "place": look.place, "telephone": look.telephone}


class QuestionsForm(forms.Form):
    """Her questions to take, one on each line."""

    questions = text("Your questions", "One on each line.", most=5000, rows=5)

    def listed(self) -> tuple[str, ...]:
        """Return the lines that are not empty."""
        typed: str = self.cleaned_data["questions"]
        return tuple(line.strip() for line in typed.splitlines() if line.strip())


def _exact(found: RoughDate | None) -> date | None:
    return None if found is None else found.exact
