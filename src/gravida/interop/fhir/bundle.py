"""The Bundle: one person without a name, an EpisodeOfCare for each pregnancy, an Encounter for each visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid5

from gravida.interop.fhir.codes import ACT, CLINICAL, OUTCOMES, PREGNANT, SNOMED, concept
from gravida.interop.fhir.episode import Episode, Visit
from gravida.interop.fhir.observations import observations

SPACE: Final = UUID("8f0f6e0e-7a6f-4a43-9f0f-6f2f2f0f7d11")
"""From this and the ids that are sent the others are made, so that the same record gives the same Bundle."""

PREGNANCY_IDS: Final = "urn:gravida:pregnancy"
FETUS_IDS: Final = "urn:gravida:fetus"
VISIT_WORDS: Final = {"scan": "Ultrasound scan", "blood": "Blood test"}

Made = tuple[UUID, dict[str, Any]]


def bundle(episodes: Iterable[Episode]) -> dict[str, Any]:
    """Return a Bundle of the type collection. It holds no name, no birth date, no place and no free text of hers.

    Days that contradict each other or are known too roughly to be put in order are no period: the end alone is sent.
    """
    sent = sorted(episodes, key=lambda episode: str(episode.id))
    person = uuid5(SPACE, " ".join(str(episode.id) for episode in sent))
    made: list[Made] = [(person, {"resourceType": "Patient"})]
    for episode in sent:
        in_order = not episode.ended or episode.begun <= episode.ended
        made += _episode(episode if in_order else replace(episode, begun=""), _to(person))
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": _to(id)["reference"], "resource": resource} for id, resource in made],
    }


def _to(id: UUID) -> dict[str, str]:
    return {"reference": f"urn:uuid:{id}"}


def _episode(episode: Episode, person: dict[str, str]) -> Iterator[Made]:
    conditions = list(_conditions(episode, person))
    yield from conditions
    period = {name: day for name, day in (("start", episode.begun), ("end", episode.ended)) if day}
    yield (
        episode.id,
        {
            "resourceType": "EpisodeOfCare",
            "identifier": [{"system": PREGNANCY_IDS, "value": str(episode.id)}],
            "status": "active" if episode.standing == "running" else "finished",
            "type": [concept("Pregnancy")],
            "diagnosis": [{"condition": _to(id)} for id, _ in conditions],
            "patient": person,
            **({"period": period} if period else {}),
        },
    )
    yield from observations(episode.said, episode.id, None, {"subject": person})
    labels = sorted({str(visit.found["fetus_id"]) for visit in episode.visits if "fetus_id" in visit.found})
    parts = {label: uuid5(episode.id, f"fetus {number}") for number, label in enumerate(labels, start=1)}
    for number, id in enumerate(parts.values(), start=1):
        # A number in place of her own label, which may be a name.
        yield (
            id,
            {
                "resourceType": "BodyStructure",
                "identifier": [{"system": FETUS_IDS, "value": str(number)}],
                "description": "Embryo or sac",
                "patient": person,
            },
        )
    for visit in episode.visits:
        yield from _visit(visit, episode.id, person, parts)


def _conditions(episode: Episode, person: dict[str, str]) -> Iterator[Made]:
    """Yield that there is or was a pregnancy, and how it ended where that was said. Nothing is presumed."""
    over = episode.standing == "over"
    dates = {"onsetDateTime": episode.begun} if episode.begun else {}
    if over and episode.ended:
        dates["abatementDateTime"] = episode.ended
    said_by = {"subject": person, "asserter": person}
    yield (
        uuid5(episode.id, "pregnant"),
        {
            "resourceType": "Condition",
            "clinicalStatus": concept("over" if over else "running", CLINICAL, "resolved" if over else "active"),
            "code": concept("Pregnant", SNOMED, PREGNANT),
            **said_by,
            **dates,
        },
    )
    if episode.outcome:
        yield (
            uuid5(episode.id, "outcome"),
            {
                "resourceType": "Condition",
                "clinicalStatus": concept("over", CLINICAL, "resolved"),
                "code": concept(episode.outcome.replace("_", " "), SNOMED, OUTCOMES.get(episode.outcome, "")),
                **said_by,
                **({"onsetDateTime": episode.ended} if episode.ended else {}),
            },
        )


def _visit(visit: Visit, episode: UUID, person: dict[str, str], parts: dict[str, UUID]) -> Iterator[Made]:
    yield (
        visit.id,
        {
            "resourceType": "Encounter",
            "status": "finished",
            "class": {"system": ACT, "code": "AMB"},
            "type": [concept(VISIT_WORDS[visit.kind])],
            "subject": person,
            "episodeOfCare": [_to(episode)],
            **({"period": {"start": visit.taken, "end": visit.taken}} if visit.taken else {}),
        },
    )
    around: dict[str, Any] = {"subject": person, "encounter": _to(visit.id)}
    if visit.taken:
        around["effectiveDateTime"] = visit.taken
    if "fetus_id" in visit.found:
        around["focus"] = [_to(parts[str(visit.found["fetus_id"])])]
    yield from observations(visit.found, visit.id, visit.kind, around)
