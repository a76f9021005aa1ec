"""The archive: pages, data and tables in one zip, made the same way each time, with no day or name of hers on it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby
from typing import Any, Final

from django.template.loader import render_to_string

from gravida.app.record.dates import in_words, today
from gravida.app.record.photo import Photo
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.taking import data, for_clinics, photo_files, scans_table
from gravida.app.taking.told import lines
from gravida.app.vault.documents import kind_of
from gravida.app.vault.store import Stored

DATA: Final = "data/record.json"
TABLE: Final = "data/scans.csv"
FOR_CLINICS: Final = "data/fhir-r4.json"
PAGE: Final = "read-me.html"
LOOK: Final = "look.css"


def pack(documents: Iterable[Stored[Any]]) -> bytes:
    """Return the zip."""
    everything = list(documents)
    taken = photo_files.without_pictures(everything)
    content = {
        PAGE: page(taken),
        LOOK: (files("gravida.app.taking") / LOOK).read_text(encoding="utf-8"),
        DATA: data.to_json(taken),
        TABLE: scans_table.to_csv(taken),
        FOR_CLINICS: for_clinics.to_json(taken),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
        for name, jpeg in photo_files.files(everything):
            archive.writestr(zipfile.ZipInfo(name), jpeg, zipfile.ZIP_STORED)
    return packed.getvalue()


def page(documents: list[Stored[Any]]) -> str:
    """Return everything as one page that any browser opens: no script, nothing fetched from elsewhere."""
    scans = [stored for stored in documents if isinstance(stored.document, Scan)]
    photos = [stored for stored in documents if isinstance(stored.document, Photo)]
    main = [
        {
            "document": stored.document,
            "lines": list(lines(stored.document)),
            "scans": [list(lines(scan.document)) for scan in scans if scan.document.pregnancy == stored.id],
            "photos": [
                {"says": photo.document.in_words, "file": photo_files.name_of(photo.document.picture)}
                for photo in photos
                if photo.document.pregnancy == stored.id
            ],
        }
        for stored in documents
        if isinstance(stored.document, Pregnancy)
    ]
    known = {stored.id for stored in documents if isinstance(stored.document, Pregnancy)}
    rest = [
        stored
        for stored in documents
        if stored.id not in known
        and not (isinstance(stored.document, Scan | Photo) and stored.document.pregnancy in known)
    ]
    rest.sort(key=_kind)
    others = [
        {"kind": kind, "documents": [list(lines(stored.document)) for stored in group]}
        for kind, group in groupby(rest, key=_kind)
    ]
    content = {
        "main": main,
        "others": others,
        "on": in_words(today()),
        "data": DATA,
        "table": TABLE,
        "look": LOOK,
        "clinics": FOR_CLINICS,
    }
    return render_to_string("taking/everything.html", content)


def _kind(stored: Stored[Any]) -> str:
    return kind_of(type(stored.document))
