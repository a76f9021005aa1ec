"""American College of Obstetricians and Gynecologists, Practice Bulletin 200 (2018, reaffirmed 2021).

Reprints the table of the Society of Radiologists in Ultrasound 2013 for losses up to 12 weeks 6 days, and stresses
the certainty of the dates, symptoms and the woman's wishes. The bulletin itself was not read.
"""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.engine.viability import sru2013
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

SOURCE = cite("acog_pb200", where="criteria, reprinted from the 2013 table", seen_in=1, read=Read.SECONDARY)
LOOK_AGAIN = FollowUp(7, 10, "7 to 10 days after this scan; her situation and her wishes count")

SLOW_HEART = Rule(
    id="ACOG200-3",
    when=heartbeat.is_true
    & (heart_rate_bpm > 0)
    & (heart_rate_bpm < 100)
    & (heart_age_days >= 35)
    & (heart_age_days <= 49),
    concludes=Category.SUSPICIOUS,
    printed="associated with loss, not diagnostic",
    source=cite("acog_pb200", where="slow heart rate at 5 to 7 weeks", seen_in=0, read=Read.MEMORY),
    follow_up=LOOK_AGAIN,
)

GUIDELINE = Guideline(
    key="acog200",
    title="ACOG Practice Bulletin 200",
    edition="2018, reaffirmed 2021",
    source=SOURCE,
    rules=(*sru2013.reprint("ACOG200-", SOURCE, {}, LOOK_AGAIN), SLOW_HEART),
    latest_age_days=90,
)
