"""After an end nothing looks forward, on any page, whatever was written before. The list stands here."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.hers import post, read, the_scan, under_way

from gravida.app.record.dates import today
from gravida.app.record.pregnancy import Change, Look
from gravida.app.record.scan import Length
from gravida.app.vault.store import OpenVault

FORWARD = (
    "next look",
    "next scan",
    "look again in",
    "would look again",
    "another scan",
    "will go on",
    "what will be",
    "second look",
    "second person",
    "before anyone makes",
    "due date",
    "under way",
    "waiting for another look",
    "what the next",
    "when would you look",
    "questions to take",
    "questions you could take",
    "chances",
    "days after this scan",
    "week count",
    "weeks from",
    "on that day",
    "something has changed",
    "is beside",
    "the length, beside",
    "the heart rate, beside",
    "in the morning",
    "riverside",
    "are my dates",
)
"""Words that look forward, count or compare. Looked for in any case, as they stand."""

STAYS = (
    "It is under way again",
    "It is under way",
    "I am waiting for another look",
    "Under way.",
    "Waiting for another look.",
    "They will look again.",
)
"""The history of states, the ways to correct a state, and what a clinic does after a positive test."""

PAGES = (
    "/today/",
    "/record/",
    "/record/{id}/",
    "/reading/{scan}/",
    "/changed/{id}/details/",
    "/record/{id}/remove/",
    "/values/{id}/",
)

scans = st.fixed_dictionaries(
    {
        "heartbeat": st.sampled_from(["present", "absent", "unclear", "not said", ""]),
        "heart_rate": st.sampled_from(["", "88", "104", "150"]),
        "length": st.sampled_from(
            [None, Length("5", "mm"), Length("6.9", "mm"), Length("7", "mm"), Length("82", "mm")]
        ),
        "sac": st.sampled_from(["seen", "not seen", ""]),
        "sac_mean": st.sampled_from([None, Length("20", "mm"), Length("25", "mm")]),
        "embryo": st.sampled_from(["seen", "not seen", ""]),
        "route": st.sampled_from(["transvaginal", "transabdominal", "not said"]),
        "bleeding": st.sampled_from(["", "heavy"]),
        "sacs": st.sampled_from(["", "one", "two or more"]),
    }
)


def forward(text: str) -> list[str]:
    for allowed in STAYS:
        text = text.replace(allowed, " ")
    return [word for word in FORWARD if word in text.lower()]


def test_the_list_finds_what_it_is_for(client: Client, vault: OpenVault) -> None:
    of = under_way(
        vault,
        state="waiting",
        next_look=Look(today() + timedelta(days=7), "10:20 in the morning", "Riverside", ""),
        questions=("Are my dates being changed?",),
    )
    scan = the_scan(vault, of.id)
    before = " ".join(read(client, page.format(id=of.id, scan=scan.id)) for page in PAGES[:4])
    found = forward(before)
    for word in (
        "next look",
        "next scan",
        "chances",
        "something has changed",
        "in the morning",
        "are my dates",
        "the length, beside",
    ):
        assert word in found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=scans, state=st.sampled_from(["under way", "waiting", "hoped for"]), over=st.sampled_from(["ended", "here"])
)
def test_nothing_looks_forward(
    client: Client, vault: OpenVault, written: dict[str, Any], state: str, over: str
) -> None:
    of = under_way(
        vault,
        state=state,
        history=(Change("", state, today()),),
        next_look=Look(today() + timedelta(days=7), "10:20 in the morning", "Riverside", ""),
        questions=("Are my dates being changed?",),
    )
    scan = the_scan(vault, of.id, **written)
    answer = post(client, f"/changed/{of.id}/{over}/")
    assert forward(read(client, answer["Location"])) == [], "in the same request that ended it"
    for page in PAGES:
        assert forward(read(client, page.format(id=of.id, scan=scan.id))) == [], page
    vault.remove(scan)
    vault.remove(next(stored for stored in vault.all(type(of.document)) if stored.id == of.id))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_cheers_or_hurts(client: Client, vault: OpenVault, page: str) -> None:
    from tests.contracts.avoided import hurtful

    of = under_way(vault)
    scan = the_scan(vault, of.id)
    post(client, f"/changed/{of.id}/ended/")
    text = read(client, page.format(id=of.id, scan=scan.id))
    assert "!" not in text
    assert hurtful(re.sub(r"“[^”]*”", "", text)) == []
