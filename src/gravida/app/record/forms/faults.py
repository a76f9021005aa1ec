"""What was not right in a form, as a list at the top of the page with a link to each box."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from gravida.app.record.forms.dates import BOXES, BoundDate


@dataclass(frozen=True)
class Fault:
    """One thing to look at, and where it is."""

    href: str
    text: str


def faults(form: forms.Form) -> list[Fault]:
    """Return the faults in the order of the boxes on the page; those of the whole form come first."""
    found = [Fault("#page", str(text)) for text in form.non_field_errors()]
    for name in form.fields:
        if name in form.errors:
            found += [Fault(_box(form, name), str(text)) for text in form.errors[name]]
    return found


def _box(form: forms.Form, name: str) -> str:
    bound = form[name]
    if isinstance(bound, BoundDate):
        return f"#{bound.auto_id}_{BOXES.index(bound.box_at_fault)}"
    several = isinstance(bound.field.widget, forms.MultiWidget)
    return f"#{bound.auto_id}_0" if several else f"#{bound.auto_id}"
