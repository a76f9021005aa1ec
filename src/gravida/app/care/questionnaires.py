"""Two questionnaires whose licences allow them, in their own words. Nothing that is answered is kept."""

from __future__ import annotations

from typing import Any

from django import forms

from gravida.app.record.forms.choices import Pick, picks
from gravida.engine.care import Questionnaire, asks_for_help

GATE = "gate"
HEADINGS = {
    "phq9": "Nine lines about the last two weeks",
    "pc_ptsd5": "Five lines about something frightening",
}
"""What the pages are called: what stands on a screen beside someone's eyes is no name of a form."""

TOOK = {
    "phq9": "10 and over is called moderate.",
    "pc_ptsd5": "For women 3 and over is often taken as a reason to look further.",
}
"""What the sources read here say of the number."""


class Answers(forms.Form):
    """The lines of one questionnaire. None is chosen beforehand."""

    def __init__(self, asked: Questionnaire, *args: Any) -> None:
        super().__init__(*args)
        said = asked.wording
        assert said is not None
        self.asked = asked
        if said.gate:
            self.fields[GATE] = picks(said.gate, (("no", Pick("No")), ("yes", Pick("Yes"))))
        answers = tuple((str(number), Pick(answer)) for number, answer in enumerate(said.answers))
        for number, item in enumerate(said.items, 1):
            self.fields[f"line_{number}"] = picks(f"{number}. {item}", answers)

    @property
    def lines(self) -> list[forms.BoundField]:
        """The lines after the opening."""
        return [self[name] for name in self.fields if name != GATE]

    @property
    def answers(self) -> list[int | None]:
        """What was answered, line by line; None where nothing was, or nothing that can be read."""
        typed = [self.cleaned_data.get(f"line_{number}") for number in range(1, self.asked.items + 1)]
        return [int(answer) if answer else None for answer in typed]

    @property
    def gate(self) -> bool | None:
        """What was answered to the question before the others; None where there is none, or nothing was."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get(GATE) or "")

    @property
    def asks_for_help(self) -> bool:
        """Whether an answer speaks of self-harm, whatever the others are."""
        return asks_for_help(self.asked.key, self.answers)

    def clean(self) -> dict[str, Any]:
        """A number is only of every line: one that is left out is named."""
        cleaned = super().clean() or self.cleaned_data
        if GATE in self.fields and not cleaned.get(GATE):
            self.add_error(GATE, "The first question has no answer yet.")
        if cleaned.get(GATE) != "no":
            for number in range(1, self.asked.items + 1):
                if not cleaned.get(f"line_{number}") and f"line_{number}" not in self.errors:
                    self.add_error(f"line_{number}", f"Line {number} has no answer yet.")
        return cleaned
