"""Take everything with you: it opens without this program, and brought into an empty record it is the same record."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import stat
import tracemalloc
import zipfile
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.app.conftest import PASSPHRASE
from tests.app.hers import LAST_PERIOD, post, read, text_of, the_scan, under_way, waiting
from tests.app.taking.records import records
from tests.app.test_boxes import assert_whole
from tests.interop.r4 import faults

import gravida
from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.columns import assess
from gravida.app.record.dates import RoughDate
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.taking import archive, bringing_in, data, for_clinics, packing, scans_table
from gravida.app.vault import age, made
from gravida.app.vault.errors import VaultError
from gravida.app.vault.owners import UnconfirmedCode
from gravida.app.vault.store import OpenVault, Stored
from gravida.columns import columns

PAGE = "/take/"
TYPED = {"passphrase": PASSPHRASE, "how": "encrypted"}
once_made = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def emptied(vault: OpenVault) -> None:
    for stored in vault.everything():
        vault.remove(stored)


def held(vault: OpenVault) -> dict[UUID, Any]:
    return {stored.id: stored.document for stored in vault.everything()}


def entries(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


# --- There and back ------------------------------------------------------------------------------------------------


@once_made
@given(record=records())
def test_brought_into_an_empty_record_it_is_the_same(vault: OpenVault, record: dict[UUID, Any]) -> None:
    emptied(vault)
    vault.put_back(record)
    packed = packing.packed(vault)
    emptied(vault)
    bringing_in.bring_in(vault, bringing_in.unpack(packed))
    assert held(vault) == record
    assert entries(packing.packed(vault)) == entries(packed)


def test_a_code_that_was_not_written_down_stays_behind(vault: OpenVault) -> None:
    vault.add(UnconfirmedCode("AAAA-BBBB"))
    assert "AAAA-BBBB" not in "".join(entries(packing.packed(vault)).values())
    code = {"id": str(uuid4()), "kind": "unconfirmed code", "schema": 1, "fields": {"code": "x"}}
    with pytest.raises(VaultError, match="never part of what is taken along"):
        data.from_json(json.dumps({"format": "own notes", "edition": 1, "documents": [code]}).encode())


def test_only_an_empty_record_takes_it_and_her_settings_come_along(vault: OpenVault) -> None:
    waiting(vault)
    packed = packing.packed(vault)
    with pytest.raises(VaultError, match="something in this record already"):
        bringing_in.bring_in(vault, bringing_in.unpack(packed))
    emptied(vault)
    vault.add(Preferences(own_word="before"))
    bringing_in.bring_in(vault, {uuid4(): Preferences(own_word="after")})
    assert [stored.document.own_word for stored in vault.all(Preferences)] == ["after"]


# --- By the page ---------------------------------------------------------------------------------------------------


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = waiting(vault, label="quince")
    the_scan(vault, of.id)
    answer = post(client, PAGE, TYPED)
    assert answer.status_code == 200
    assert re.search(r'filename="notes-[\d-]+\.zip\.age"', answer["Content-Disposition"])
    assert b"quince" not in answer.content
    found = entries(age.decrypt(answer.content, passphrase=PASSPHRASE))
    assert set(found) == {"read-me.html", "look.css", "data/record.json", "data/scans.csv", "data/fhir-r4.json"}
    assert "quince" in found["read-me.html"]
    assert json.loads(found["data/record.json"])["format"] == "own notes"
    assert [(one.what, one.locked_by) for one in made.all_made(vault)] == [("export", "passphrase")]


def test_plain_only_after_a_warning(client: Client, vault: OpenVault) -> None:
    waiting(vault, label="quince")
    refused = post(client, PAGE, TYPED | {"how": "plain"})
    assert refused.status_code == 422
    assert "Everyone who gets hold of a file that is not encrypted can read it" in text_of(refused)
    assert_whole(refused.content.decode())
    assert made.all_made(vault) == []
    answer = post(client, PAGE, TYPED | {"how": "plain", "understood": "on"})
    assert "quince" in entries(answer.content)["read-me.html"]
    assert "not encrypted" in read(client, "/access/")


def test_a_page_left_open_gives_nothing_without_the_passphrase(client: Client, vault: OpenVault) -> None:
    for typed in (TYPED | {"passphrase": "wrong one"}, TYPED | {"how": "plain", "understood": "on", "passphrase": ""}):
        answer = post(client, PAGE, typed)
        assert answer.status_code == 403
        assert "That did not open it." in text_of(answer)
    assert made.all_made(vault) == []


# --- What is in it -------------------------------------------------------------------------------------------------


TAGS = {"html", "head", "meta", "title", "link", "body", "h1", "h2", "h3", "p", "a", "dl", "dt", "dd", "section"}
LOOK = "look.css"


def markup(page: str) -> tuple[set[str], set[tuple[str, str | None]]]:
    """Every tag and every attribute, as a browser would find them."""
    tags: set[str] = set()
    attributes: set[tuple[str, str | None]] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            attributes.update(attrs)

    Reader().feed(page)
    return tags, attributes


def test_the_page_that_is_taken_along_fetches_and_runs_nothing(vault: OpenVault) -> None:
    of = waiting(vault, label="<script>alert(1)</script>", notes='"><img src=https://elsewhere.example/x onerror=a()>')
    the_scan(vault, of.id, report="<b>as printed</b>\nsecond line")
    page = entries(packing.packed(vault))["read-me.html"]
    tags, attributes = markup(page)
    assert tags == TAGS
    files = {LOOK, archive.DATA, archive.TABLE, archive.FOR_CLINICS}
    assert {text for name, text in attributes if name in ("href", "src")} == files
    assert not {name for name, _ in attributes} - {"lang", "charset", "name", "content", "http-equiv", "rel", "href"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "second line" in page
    look = entries(packing.packed(vault))["look.css"]
    assert not re.search(r"url\(|@import|//", look)


def test_every_answer_she_gave_stands_on_that_page(vault: OpenVault) -> None:
    of = waiting(vault, label="the second one", notes="a note of hers", questions=("What is next?",))
    the_scan(vault, of.id, report="as the report says", bleeding="light", heart_rate="91")
    page = entries(packing.packed(vault))["read-me.html"]
    for said in ("the second one", "a note of hers", "What is next?", "as the report says", "light", "91", "5 mm"):
        assert said in page, said


def test_scans_as_a_table(vault: OpenVault) -> None:
    of = waiting(vault)
    the_scan(vault, of.id, length=Length("0.7", "cm"), label="=1+1", yolk_sac="seen")
    the_scan(vault, of.id, length=Length("5", "mm"), heart_rate="88")
    rows = list(csv.DictReader(io.StringIO(entries(packing.packed(vault))["data/scans.csv"])))
    assert set(rows[0]) <= set(columns())
    assert {row["crl_mm"] for row in rows} == {"7.0", "5"}
    assert {row["pregnancy_id"] for row in rows} == {str(of.id)}
    assert {row["fetus_id"] for row in rows} == {"'=1+1", ""}


@given(text=some.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    scan = Stored(uuid4(), 1, Scan(uuid4(), label=text, heart_rate=text, length=Length(text, "mm"), location=text))
    [row] = csv.DictReader(io.StringIO(scans_table.to_csv([scan]), newline=""))
    for name, cell in row.items():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)
    if text not in ("", "not said"):
        assert row["fetus_id"].removeprefix("'") == text.removeprefix("'")


def test_the_engine_reads_the_table_like_the_record(vault: OpenVault) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    table = entries(packing.packed(vault))["data/scans.csv"]
    [row] = csv.DictReader(io.StringIO(table))
    read_back = gravida.explain([{name: cell for name, cell in row.items() if cell}], 0)
    record = assess(of.document, [scan.document], 0)
    assert read_back.guidelines == record.guidelines


# --- For clinics ---------------------------------------------------------------------------------------------------


@once_made
@given(record=records())
def test_what_clinics_exchange_is_legal_for_any_record(record: dict[UUID, Any]) -> None:
    found = json.loads(for_clinics.to_json([Stored(id, 1, document) for id, document in record.items()]))
    assert faults(found) == []
    kinds = [entry["resource"]["resourceType"] for entry in found["entry"]]
    told = [one for one in record.values() if isinstance(one, Pregnancy) and one.state != "hoped for"]
    assert kinds.count("EpisodeOfCare") == len(told)


def test_what_clinics_exchange_holds_her_findings_and_no_word_of_hers(vault: OpenVault) -> None:
    of = waiting(vault, label="quince", own_word="quince", notes="quince", questions=("quince",))
    the_scan(vault, of.id, report="quince", label="quince")
    vault.add(BloodTest(of.id, hcg=Level("1200", "mIU/mL"), kind="beta", laboratory="quince", report="quince"))
    under_way(vault, state="hoped for")
    text = entries(packing.packed(vault))[archive.FOR_CLINICS]
    assert "quince" not in text
    found = [entry["resource"] for entry in json.loads(text)["entry"]]
    assert faults(json.loads(text)) == []
    measured = {
        coding["code"]: one["valueQuantity"]["value"]
        for one in found
        if "valueQuantity" in one
        for coding in one["code"].get("coding", ())
    }
    assert measured == {"11957-8": 5, "11816-6": 4, "11948-7": 88, "21198-7": 1200}
    assert [one["valueDateTime"] for one in found if "valueDateTime" in one] == [LAST_PERIOD.isoformat()]
    assert [one["resourceType"] for one in found].count("EpisodeOfCare") == 1


@pytest.mark.parametrize(
    ("known", "sent"),
    [
        (None, ""),
        (RoughDate(2027), "2027"),
        (RoughDate(2027, 3), "2027-03"),
        (RoughDate(2027, 3, 9), "2027-03-09"),
        (RoughDate(2027, 3, 9, about=True), ""),
    ],
)
def test_a_date_is_sent_as_far_as_it_is_known(known: RoughDate | None, sent: str) -> None:
    assert for_clinics.fhir_date(known) == sent


# --- What is not taken in ------------------------------------------------------------------------------------------


def zipped(*named: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in named:
            found.writestr(name, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


EMPTY = b'{"format": "own notes", "edition": 1, "documents": []}'
GOOD = (archive.DATA, EMPTY)


def link() -> zipfile.ZipInfo:
    found = zipfile.ZipInfo("look.css")
    found.external_attr = (stat.S_IFLNK | 0o777) << 16
    return found


@pytest.mark.parametrize(
    ("strange", "sentence"),
    [
        (("../../x", b""), "points outside"),
        (("data/../../x", b""), "points outside"),
        (("/etc/x", b""), "points outside"),
        (("C:/x", b""), "points outside"),
        (("..\\x", b""), "points outside"),
        (("\\\\host\\x", b""), "points outside"),
        ((link(), b"/etc/passwd"), "points outside"),
        (("DATA/RECORD.JSON", EMPTY), "stands twice"),
        (("zeros", b"\0" * 20_000_000), "far more than a record"),
    ],
)
def test_an_archive_that_an_honest_program_never_makes(strange: tuple[Any, bytes], sentence: str) -> None:
    assert bringing_in.unpack(zipped(GOOD)) == {}
    with pytest.raises(VaultError, match=sentence):
        bringing_in.unpack(zipped(GOOD, strange))


def test_too_many_files_and_a_bomb_cost_nothing() -> None:
    with pytest.raises(VaultError, match="more than 2000 files"):
        bringing_in.unpack(zipped(GOOD, *((f"{number}", b"") for number in range(2000))))
    bomb = zipped((archive.DATA, EMPTY + b" " * 300_000_000))
    tracemalloc.start()
    with pytest.raises(VaultError, match="far more than a record"):
        bringing_in.unpack(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@given(content=some.binary(max_size=300))
def test_any_bytes_are_answered_with_a_sentence(content: bytes) -> None:
    for tried in (content, b"PK\x03\x04" + content, zipped((archive.DATA, content))):
        with pytest.raises(VaultError):
            bringing_in.unpack(tried)


@settings(max_examples=200, deadline=None)
@given(place=some.floats(0, 1, exclude_max=True), bit=some.integers(0, 7))
def test_a_flipped_bit_is_an_error_or_changes_nothing(place: float, bit: int) -> None:
    document = Pregnancy("under way", label="quince " * 20)
    packed = archive.pack([Stored(UUID(int=1), 1, document)])
    flipped = bytearray(packed)
    flipped[int(place * len(packed))] ^= 1 << bit
    with contextlib.suppress(VaultError):
        assert bringing_in.unpack(bytes(flipped)) == {UUID(int=1): document}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '{"format": "own notes"}',
        '{"format": "other", "edition": 1, "documents": []}',
        '{"format": "own notes", "edition": 2, "documents": []}',
        '{"format": "own notes", "edition": 1, "documents": [], "documents": []}',
        '{"format": "own notes", "edition": NaN, "documents": []}',
        '{"format": "own notes", "edition": 1, "documents": [{"id": "x"}]}',
        '{"format": "own notes", "edition": 1, "documents": [{"id": "00000000-0000-0000-0000-000000000001"}]}',
        '{"format": "own notes", "edition": 1, "documents": [7]}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_data_that_is_not_ours(text: str) -> None:
    with pytest.raises(VaultError):
        data.from_json(text.encode())


def document(**changes: Any) -> bytes:
    made_up = {"id": str(UUID(int=1)), "kind": "pregnancy", "schema": 1, "fields": {"state": "ended"}} | changes
    return json.dumps({"format": "own notes", "edition": 1, "documents": [made_up]}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "unheard of"},
        {"kind": ["pregnancy"]},
        {"schema": 2},
        {"fields": {"state": "ended", "surprise": 1}},
        {"fields": {"state": 7}},
        {"fields": {}},
    ],
)
def test_a_document_that_this_version_does_not_know(changes: dict[str, Any]) -> None:
    assert data.from_json(document()) == {UUID(int=1): Pregnancy("ended")}
    with pytest.raises(VaultError):
        data.from_json(document(**changes))
