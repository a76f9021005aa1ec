"""The pages after an end. Help stands first; what is hard, and all that looks ahead, has a page that she opens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.care import letters
from gravida.app.care.blood_group import bodies
from gravida.app.care.ends import End, end_of
from gravida.app.care.history import history
from gravida.app.care.questionnaires import GATE, HEADINGS, TOOK, Answers
from gravida.app.care.says import INTERVALS, LEADS, apostrophes, fact_notes, groups, line, number_notes
from gravida.app.care.side_by_side import ways as ways_of
from gravida.app.record.dates import today
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.store import preferences_of, scans_of
from gravida.app.record.views.pregnancy import about
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored
from gravida.app.words.notes import MarginNote, source_note
from gravida.app.words.numbers import COUNTRIES, numbers
from gravida.app.words.signs import help_now
from gravida.engine import care
from gravida.engine.care.letters import NO_INSTRUCTION
from gravida.engine.care.mental_health import FIRST_WORDS, NOT_ALONE
from gravida.engine.care.recovery import OBSERVED
from gravida.engine.explain import note

PERIOD = "first-period"
"""The one line of recovery that looks further than now: closed until she opens it."""


@require_safe
@unlocked
def page(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """When to call, recovery, the test afterwards, and the doors to everything else."""
    of, end, preferences = _opened(request, pregnancy)
    course = [] if end.how in ("ectopic", "molar") or end.late else list(care.course())
    period = next((said.says for said in course if said.id == PERIOD), "")
    test = care.follow_up_test("GB") if end.stages and "early" in end.stages else None
    return _shown(
        request,
        "care/page.html",
        of,
        end,
        signs=help_now(preferences, of.document, today()),
        course=[(LEADS[said.id], said.says) for said in course if said.id != PERIOD],
        period=period,
        period_notes=fact_notes([said for said in course if said.id == PERIOD]),
        letter=bool(end.stages) and bool(letters.letters(end, preferences.country) or not preferences.country),
        course_notes=fact_notes([said for said in course if said.id != PERIOD]),
        test=test,
        test_place=care.COUNTRIES["GB"],
        test_is_hers=preferences.country == "GB",
        test_notes=[] if test is None else fact_notes([test]),
    )


@require_safe
@unlocked
def ways(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Waiting, medicines and an operation, side by side."""
    of, end, _ = _opened(request, pregnancy)
    if not end.stages:
        raise Http404("These were not counted for an end like this.")
    return _shown(request, "care/ways.html", of, end, stages=[ways_of(stage) for stage in end.stages])


@require_safe
@unlocked
def group(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """What each body prints about anti-D for the week it ended in."""
    of, end, preferences = _opened(request, pregnancy)
    found = None if end.days is None else bodies(end.days, end.how, preferences.country)
    return _shown(request, "care/group.html", of, end, found=found)


@require_safe
@unlocked
def letter(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Doses as a letter may name them, with their sources. Never an instruction."""
    of, end, preferences = _opened(request, pregnancy)
    found = letters.letters(end, preferences.country)
    lines = [letters.in_words(said) for said in found]
    content = {"lines": lines, "notes": fact_notes(found), "warning": NO_INSTRUCTION}
    return _shown(request, "care/letter.html", of, end, **content)


@require_safe
@unlocked
def milk(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Milk, where it ended late enough for it to come."""
    of, end, _ = _opened(request, pregnancy)
    if not end.milk:
        raise Http404("Nothing here is about an end like this.")
    found = care.milk(end.days)
    doses = letters.about_milk()
    return _shown(
        request,
        "care/milk.html",
        of,
        end,
        found=found,
        doses=[letters.in_words(said) for said in doses],
        warning=NO_INSTRUCTION,
        notes=[source_note("Trial.", note(source)) for source in found.sources],
    )


@require_safe
@unlocked
def tests(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """When each body recommends tests, read from what her record holds."""
    of, end, _ = _opened(request, pregnancy)
    counted = history(request.vault)
    found = care.investigations(counted.first, counted.second, consecutive=counted.consecutive)
    least = care.smallest_set_of_tests()
    bodies_notes = {one.source.work.key: source_note(f"{apostrophes(one.title)}.", note(one.source)) for one in found}
    rows = [(one, apostrophes(one.title), apostrophes(one.when)) for one in found]
    content = {"found": rows, "counted": counted, "least": least}
    notes = [*bodies_notes.values(), *fact_notes([least])]
    return _shown(request, "care/tests.html", of, end, notes=notes, countries=care.COUNTRIES, **content)


@require_safe
@unlocked
def feelings(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """How people felt in two studies, with the numbers of her country before it."""
    of, end, preferences = _opened(request, pregnancy)
    found = care.how_people_felt()
    talk = numbers(preferences.country, "crisis", today())
    caveats = list(dict.fromkeys(caveat for number in found for caveat in number.caveats))
    content = {"groups": groups(found), "caveats": caveats, "talk": talk, "headings": HEADINGS}
    return _shown(request, "care/feelings.html", of, end, notes=[INTERVALS, *number_notes(found)], **content)


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def nine(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """The PHQ-9, in its own words."""
    return _asked(request, pregnancy, "phq9")


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def five(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """The PC-PTSD-5, in its own words."""
    return _asked(request, pregnancy, "pc_ptsd5")


def _asked(request: OpenRequest, pregnancy: UUID, key: str) -> HttpResponse:
    """Ask, and say what the answers add up to. Help comes before everything where an answer asks for it."""
    of, end, preferences = _opened(request, pregnancy)
    asked = care.questionnaire(key)
    notice = "" if asked.wording is None else asked.wording.notice
    form = Answers(asked, request.POST) if request.method == "POST" else Answers(asked)
    content: dict[str, Any] = {
        "form": form,
        "gate": form[GATE] if GATE in form.fields else None,
        "asked": asked,
        "heading": HEADINGS[key],
        "first_words": FIRST_WORDS,
        "not_alone": NOT_ALONE,
        "took": TOOK[key],
        "signs": help_now(preferences, of.document, today()),
        "talk": numbers(preferences.country, "crisis", today()),
        "notes": [source_note(f"The form, {asked.title}.", note(asked.source)), MarginNote("", notice)],
    }
    if not form.is_bound:
        return _shown(request, "care/asked.html", of, end, **content)
    if not form.is_valid():
        content |= {"faults": faults(form), "asks_for_help": form.asks_for_help}
        answer = _shown(request, "care/asked.html", of, end, **content)
        answer.status_code = 422
        return answer
    given = [answer or 0 for answer in form.answers]
    found = care.score(key, given, gate=form.gate)
    content |= {"score": found.score, "highest": asked.score_range[1], "asks_for_help": form.asks_for_help}
    return _shown(request, "care/added_up.html", of, end, **content)


@require_safe
@unlocked
def again(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """What studies saw about trying again. Nothing leads here but a link that says so."""
    of, end, _ = _opened(request, pregnancy)
    if "early" not in end.stages:
        raise Http404("These studies are not about an end like this.")
    found = care.trying_again()
    return _shown(
        request,
        "care/again.html",
        of,
        end,
        found=found,
        observed=OBSERVED,
        lines=map(line, found.shown),
        notes=[source_note("Six months.", note(source)) for source in found.sources],
        counted_notes=[INTERVALS, *number_notes(found.shown)],
    )


def _opened(request: OpenRequest, pregnancy: UUID) -> tuple[Stored[Pregnancy], End, Preferences]:
    """Return a pregnancy that ended; for every other there is nothing here."""
    of = pregnancy_or_404(request.vault, pregnancy)
    if of.document.state != "ended":
        raise Http404("There is nothing here under this address.")
    scans = [scan.document for scan in scans_of(request.vault, of.id)]
    return of, end_of(of, scans), preferences_of(request.vault)


def _shown(request: OpenRequest, template: str, of: Stored[Pregnancy], end: End, **content: Any) -> HttpResponse:
    preferences = preferences_of(request.vault)
    known = {
        "end": end,
        "country": COUNTRIES.get(preferences.country, ""),
        "read": preferences.country in care.COUNTRIES,
    }
    return render(request, template, {**about(request, of), **known, **content})
