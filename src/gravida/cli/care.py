"""``gravida care``: one topic of care after a loss."""

from __future__ import annotations

import json as json_
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from gravida.cli.options import Json, Switch
from gravida.cli.say import printable
from gravida.cli.typed import call, pairs
from gravida.engine import care as engine
from gravida.engine.chances import Answer, Counts, Estimate
from gravida.errors import UnknownName
from gravida.evidence.source import NOT_YET_REVIEWED

TOPICS: dict[str, Callable[..., Any]] = {
    "signs": engine.signs,
    "options": engine.options,
    "expectant-completion": engine.expectant_completion,
    "rh": engine.rh,
    "follow-up-test": engine.follow_up_test,
    "course": engine.course,
    "milk": engine.milk,
    "trying-again": engine.trying_again,
    "investigations": engine.investigations,
    "tests": engine.smallest_set_of_tests,
    "feelings": engine.how_people_felt,
    "questionnaire": engine.questionnaire,
    "letter": engine.letter_may_say,
}
"""What can be asked by name."""


def care(topic: str = "topics", *what: str, clinic: Switch = False, json: Json = False) -> None:
    """Say what is known of one topic of care after a loss: `gravida care options stage=early kind=missed`.

    Parameters
    ----------
    topic
        `topics` lists them.
    what
        Values of the topic, such as stage=early or country=GB.
    clinic
        Also figures as printed, without an interval or a size. For clinics and research.
    json
        JSON instead of text.
    """
    if topic == "topics":
        rows = {name: (function.__doc__ or "").split("\n")[0] for name, function in TOPICS.items()}
        print(
            json_.dumps(rows, ensure_ascii=False, indent=1)
            if json
            else "\n".join(f"{name:<22}{says}" for name, says in rows.items())
        )
        return
    if topic not in TOPICS:
        raise UnknownName("topic", topic, [*TOPICS, "topics"])
    found = call(TOPICS[topic], pairs(what))
    if json:
        print(json_.dumps(plain(found, clinic), ensure_ascii=False, indent=1))
        return
    text = "\n\n".join(part for part in _text(found, clinic) if part)
    print(printable(f"{text}\n\n{NOT_YET_REVIEWED.capitalize()}."))


def plain(found: Any, clinic: bool) -> Any:
    """Return plain values of whatever a topic answers with."""
    if isinstance(found, tuple):
        return [plain(part, clinic) for part in found]
    if isinstance(found, Answer | engine.Option):
        return found.as_dict(clinic=clinic)
    return found.as_dict() if hasattr(found, "as_dict") else asdict(found)


def _text(found: Any, clinic: bool) -> Iterator[str]:
    if isinstance(found, tuple):
        for part in found:
            yield from _text(part, clinic)
    elif isinstance(found, Answer):
        yield found.as_text(clinic=clinic).rsplit("\n\n", 1)[0]
    elif isinstance(found, Estimate | Counts):
        yield f"{found.in_words}\nSource: {found.source.short()}."
    elif isinstance(found, engine.Option):
        yield from _option(found, clinic)
    elif isinstance(found, engine.Signs):
        yield "Go now\n" + "\n".join(f"- {sign.says}" for sign in found.go_now) + f"\n{found.what_to_do}"
        yield "Call the same day\n" + "\n".join(f"- {sign.says}" for sign in found.same_day)
        yield from (note.as_text() for note in found.notes)
    elif isinstance(found, engine.RhAnswer):
        yield found.why
        yield "The guidelines disagree." if found.disagree else ""
        for said in found.advice:
            letter = f" A letter may say: {said.letter_may_say}." if said.letter_may_say else ""
            yield f"{said.country}: {said.says}{letter} {said.note}\nSource: {said.source.short()}.".replace(
                " \n", "\n"
            )
    elif isinstance(found, engine.Recommendation):
        answer = {True: "yes", False: "no", None: f"cannot be told without {', '.join(found.missing)}"}[
            found.recommended
        ]
        yield f"{found.says} For this history: {answer}.\nSource: {found.source.short()}."
    elif isinstance(found, engine.Questionnaire):
        yield f"{found.title}: {found.items} items. Licence: {found.licence}. Screening is no diagnosis."
        yield from _wording(found)
        yield f"Source: {found.source.short()}."
    else:
        yield found.as_text()


def _wording(found: engine.Questionnaire) -> Iterator[str]:
    said = found.wording
    if said is None:
        return
    answers = ", ".join(f"{number} {answer}" for number, answer in enumerate(said.answers))
    yield "\n".join(
        filter(None, (said.gate, said.opening, *(f"{n}. {item}" for n, item in enumerate(said.items, 1)), answers))
    )
    yield said.notice


def _option(found: engine.Option, clinic: bool) -> Iterator[str]:
    yield found.title.upper()
    yield from (said.as_text() for said in found.what_happens)
    for heading, numbers in (("How often it was enough", found.enough), ("What went wrong", found.complications)):
        if numbers:
            yield heading
        for number in numbers:
            yield f"{number.in_words}\nSource: {number.source.short()}."
    if clinic:
        for figure in found.printed:
            yield f"As printed: {figure.text}. Lacks {figure.lacks}.\nSource: {figure.source.short()}."
    yield from (f"Not known: {gap}" for gap in found.not_known)
