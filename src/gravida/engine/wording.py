"""The sentences an assessment is told in: plain, brief, and never more than the guideline prints. No verdict."""

from __future__ import annotations

from gravida.engine.rule import Category

SAYS: dict[Category, str] = {
    Category.DIAGNOSTIC: "{title} lists findings like these among those it counts as a loss. "
    "A second look is asked for before anything is done.",
    Category.CLINICIAN_DECIDES: "The second scan that {title} asks for has been done. It prints no rule for "
    "what follows: "
    "the people who care for you decide with you, and there may be further scans.",
    Category.SECOND_OPINION: "{title} asks for a second opinion, or a second scan 7 days or more later, or "
    "both, before "
    "anyone makes a diagnosis.",
    Category.SUSPICIOUS: "{title} lists findings like these as a reason for concern. They are not enough for a "
    "diagnosis.",
    Category.RESCAN: "{title} says that it cannot be told yet, and asks for another scan.",
    Category.NO_CRITERION: "None of the rows of {title} is met.",
    Category.CARDIAC_ACTIVITY: "A heartbeat was seen on this scan. With it, none of the rows of {title} for a "
    "loss applies.",
    Category.URGENT_CONFIRMATION: "A heartbeat was seen on an earlier scan and is not recorded now. No row of "
    "{title} is "
    "applied to that. Ask for a second person to look, soon.",
    Category.NOT_APPLICABLE: "{title} does not apply here. {why}",
    Category.UNKNOWN: "{title} cannot be read from what is recorded: {missing} {is_or_are} not there.",
    Category.QUESTIONED: "Something that was entered asks a question first, so nothing is read from it.",
}

DOES_NOT_SAY: dict[Category, str] = {
    Category.DIAGNOSTIC: "It does not decide anything for you. Only people who look again can.",
    Category.CLINICIAN_DECIDES: "It does not say what they will find.",
    Category.SECOND_OPINION: "It does not say that the pregnancy has ended.",
    Category.SUSPICIOUS: "It does not say that the pregnancy has ended.",
    Category.RESCAN: "It does not say that anything is wrong, nor that nothing is.",
    Category.NO_CRITERION: "It does not say how the pregnancy will go on.",
    Category.CARDIAC_ACTIVITY: "It does not say how the pregnancy will go on.",
    Category.URGENT_CONFIRMATION: "It does not say what the second look will find.",
    Category.NOT_APPLICABLE: "It says nothing about this scan.",
    Category.UNKNOWN: "It says nothing about this scan, neither good nor bad.",
    Category.QUESTIONED: "It says nothing about this scan until that is mended.",
}

ASK_ABOUT_MISSING: dict[str, str] = {
    "scan_route": "Was the scan done through the vagina or over the tummy?",
    "heart_activity": "Did you look for a heartbeat, with a clear view, and what did you see?",
    "gs_seen": "Did you see a sac in the womb?",
    "embryo_seen": "Did you see an embryo?",
    "yolk_sac_seen": "Did you see a yolk sac?",
    "yolk_sac_mm": "How large is the yolk sac?",
    "amnion_seen": "Did you see an amnion?",
    "crl_mm": "How long is the embryo (crown-rump length)?",
    "msd_mm": "How large is the sac, as the mean of three diameters?",
    "ga_lmp_days": "How far along is it by the first day of the last period, and is that date certain?",
    "same_sac": "Is this the same sac as on the earlier scan?",
    "prev_yolk_sac_seen": "Was there a yolk sac on the earlier scan?",
    "prev_scan_route": "How was the earlier scan done?",
    "exam_date": "On what day was the scan?",
}

ASK_ALWAYS = (
    "When would you look again, and why then?",
    "Who will look the second time?",
    "Whom can I call before then, also at night?",
)

RATE_BANDS: dict[str, str] = {
    "slow": "In that study this rate was in the slowest of three groups.",
    "borderline": "In that study this rate was in the middle one of three groups.",
    "normal": "In that study this rate was in the fastest of three groups.",
    "below_limit": "In that study this rate was under the lower limit for the age.",
    "at_or_above_limit": "In that study this rate was at or over the lower limit for the age.",
    "below_110_all_lost": "In that study no pregnancy with a rate under 110 at this age went on past the first "
    "trimester.",
    "rapid": "In that study this rate was in the rapid group.",
    "under_70": "In that study this rate was in the group under 70.",
    "70_to_79": "In that study this rate was in the group from 70 to 79.",
    "80_to_90": "In that study this rate was in the group from 80 to 90.",
    "under_85": "In that study this rate was in the group under 85.",
}

AGE_NOTES: dict[str, str] = {
    "transfer": "from the embryo transfer; it is not changed by size",
    "retrieval": "from the egg retrieval; it is not changed by size",
    "ovulation": "from the day of ovulation",
    "conception": "from the day of conception",
    "recorded": "as recorded",
    "lmp": "from the last period",
    "ultrasound": "as the ultrasound report gives it",
    "crl_recorded": "from the crown-rump length, as the report gives it",
    "crl_robinson1975": "from the crown-rump length",
    "crl_hadlock1992": "from the crown-rump length",
    "msd_plus_30": "from the mean sac diameter, plus 30; only before an embryo is seen",
}

BELOW_10_MM = "Below 10 mm the published formulas differ by days, so a range is given and not one age."


def listed(parts: list[str]) -> str:
    """Join words the way a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
