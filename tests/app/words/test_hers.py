"""Her words fill every sentence: pregnancy, baby, a name, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from tests.app.hers import post, read, the_scan, waiting

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.vault.store import OpenVault
from gravida.app.words import Words, words_for


def test_it_works() -> None:
    noor = words_for(Pregnancy("under way", word="own", own_word="Noor"), Preferences())
    assert (noor.it, noor.this, noor.This, noor.title) == ("Noor", "Noor", "Noor", "Noor")


@pytest.mark.parametrize(
    ("word", "own", "it", "this"),
    [
        ("pregnancy", "", "your pregnancy", "this pregnancy"),
        ("baby", "", "your baby", "your baby"),
        ("own", "Noor", "Noor", "Noor"),
        ("own", " ", "your pregnancy", "this pregnancy"),
        ("none", "", "this", "this"),
    ],
)
def test_each_word_makes_sentences(word: str, own: str, it: str, this: str) -> None:
    words = words_for(None, Preferences(word=word, own_word=own))
    assert (words.it, words.this) == (it, this)


def test_the_word_of_one_outranks_the_word_of_all() -> None:
    of = Pregnancy("ended", word="none", word_for_end="")
    words = words_for(of, Preferences(word="baby", word_for_end="miscarriage"))
    assert words == Words(None, None)
    assert words_for(replace(of, word="", word_for_end=None), Preferences("baby", "", "miscarriage")) == Words(
        "baby", "miscarriage"
    )


@pytest.mark.parametrize("own", ["Noor", "Our little boat", "A" * 60, "<b>Noor</b>", "نور"])
def test_her_word_is_used_on_every_page_about_it(client: Client, vault: OpenVault, own: str) -> None:
    of = waiting(vault, word="own", own_word=own)
    scan = the_scan(vault, of.id)
    for page in ("/today/", f"/record/{of.id}/", f"/reading/{scan.id}/", f"/record/{of.id}/add/", "/record/"):
        answer = client.get(page).content.decode()
        assert own in read(client, page) or own.replace("<b>", "").replace("</b>", "") in answer
        assert "<b>Noor</b>" not in answer
        assert "your pregnancy" not in answer


def test_her_word_for_the_end_is_used_and_no_other(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/changed/{of.id}/word/", {"word": "own", "own": "the goodbye"})
    for page in ("/today/", f"/record/{of.id}/"):
        text = read(client, page)
        assert "the goodbye" in text
        assert "pregnancy loss" not in text
