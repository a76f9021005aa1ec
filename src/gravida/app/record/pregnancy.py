"""One pregnancy as she wrote it: its state with history, her word for it, its dates, and the next look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from gravida.app.record.dates import RoughDate
from gravida.app.vault.documents import document

State = Literal["hoped for", "under way", "waiting", "ended", "born"]
STATES: tuple[State, ...] = get_args(State)
RUNNING: tuple[State, ...] = ("under way", "waiting")
OVER: tuple[State, ...] = ("ended", "born")
FIRST_MONTHS_DAYS = 14 * 7
"""The first three months, counted from the last period, are over then."""


@dataclass(frozen=True)
class Change:
    """One change of state, and the day on which it was written down. ``old`` is empty for the first."""

    old: str
    new: str
    written_on: date


@dataclass(frozen=True)
class Dates:
    """What the dates rest on. What was not said is None or empty; ``last_period_certain`` is yes, no or empty."""

    last_period: RoughDate | None = None
    last_period_certain: str = ""
    cycle_days: int | None = None
    ovulation: date | None = None
    retrieval: date | None = None
    transfer: date | None = None
    embryo_days: int | None = None


@dataclass(frozen=True)
class Look:
    """The next look: when, where, and whom to call. Everything may be left out."""

    day: date | None = None
    time: str = ""
    place: str = ""
    telephone: str = ""


@document("pregnancy", schema=1)
@dataclass(frozen=True)
class Pregnancy:
    """One pregnancy.

    ``label`` tells it from others in her record. ``word`` is pregnancy, baby, own or none; empty means that her
    settings decide. ``word_for_end`` is her word for how it ended: None until she was asked, empty for no word.
    ``age_years`` is how old she was then, if she wrote it. ``ended_on`` is the day of the end or of the birth.
    Nothing of an end is deleted when it is undone.
    """

    state: str
    history: tuple[Change, ...] = ()
    label: str = ""
    word: str = ""
    own_word: str = ""
    dates: Dates = field(default_factory=Dates)
    babies: int | None = None
    age_years: int | None = None
    next_look: Look | None = None
    questions: tuple[str, ...] = ()
    ended_on: RoughDate | None = None
    how_it_ended: str = ""
    word_for_end: str | None = None
    put_away: bool = False
    hidden: bool = False
    notes: str = ""

    @property
    def running(self) -> bool:
        """Whether it is under way or waiting for an answer."""
        return self.state in RUNNING

    @property
    def over(self) -> bool:
        """Whether it has ended or a baby was born: nothing looks forward then."""
        return self.state in OVER

    @property
    def ended_late(self) -> bool:
        """Whether it is certain from what she wrote that it ended after the first three months."""
        begun, ended = self.dates.last_period, self.ended_on
        if self.how_it_ended in ("stillbirth", "newborn_death"):
            return True
        if begun is None or ended is None or begun.exact is None or ended.exact is None or begun.about or ended.about:
            return False
        return (ended.exact - begun.exact).days >= FIRST_MONTHS_DAYS

    @property
    def can_undo(self) -> bool:
        """Whether there was a state before this one."""
        return bool(self.history) and self.history[-1].old in STATES


def first_state(state: State, on: date) -> Pregnancy:
    """Return a new pregnancy in its first state."""
    return Pregnancy(state=state, history=(Change("", state, on),))


def changed_to(pregnancy: Pregnancy, state: str, on: date) -> Pregnancy:
    """Return the pregnancy in another state; the change is added to its history.

    The day of an end is not the day of a birth: what was written of the one is not shown as the other.
    """
    if state == pregnancy.state:
        return pregnancy
    change = Change(pregnancy.state, state, on)
    changed = replace(pregnancy, state=state, history=(*pregnancy.history, change), put_away=False)
    over_before = [past.new for past in pregnancy.history if past.new in OVER][-1:]
    if state in OVER and over_before and over_before != [state]:
        return replace(changed, ended_on=None, how_it_ended="")
    return changed


def undone(pregnancy: Pregnancy, on: date) -> Pregnancy:
    """Return the pregnancy in the state it had before the last change. The history keeps both changes."""
    return changed_to(pregnancy, pregnancy.history[-1].old, on) if pregnancy.can_undo else pregnancy
