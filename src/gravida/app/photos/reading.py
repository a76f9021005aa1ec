"""Reading a photo from elsewhere: in another process, with an end to its time, and looked at again afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from gravida.app.photos import decoding, plain_jpeg
from gravida.errors import GravidaError

PROGRAM: Final = Path(decoding.__file__)
SECONDS: Final = 60
NEEDED: Final = ("SYSTEMROOT",)
"""What a program cannot start without, on Windows."""

SCREENSHOT: Final = "take a screenshot of it, and add that"
WHY: Final = {
    "empty": "The file is empty. Choose another.",
    "large": f"The file is larger than {decoding.MOST_BYTES // 2**20} MB. {SCREENSHOT.capitalize()}.",
    "pixels": f"The photo has more than {decoding.MOST_PIXELS_OF_JPEG // 10**6} million points as a JPEG, or "
    f"{decoding.MOST_PIXELS // 10**6} million otherwise. {SCREENSHOT.capitalize()}, or make it smaller first.",
    "heic": "This is a HEIC photo, as many telephones take them. It is not read here. Share or export it as JPEG, or "
    f"{SCREENSHOT}. On an iPhone, under Settings, Camera, Formats, “Most Compatible” makes the next ones JPEG.",
    "gif": f"This is a GIF, which is not read here. Save it as PNG or JPEG, or {SCREENSHOT}.",
    "tiff": f"This is a TIFF, which is not read here. Save it as PNG or JPEG, or {SCREENSHOT}.",
    "pdf": f"This is a PDF, which is not read here. Open it, {SCREENSHOT}.",
    "markup": f"This is a drawing or a page, such as an SVG, and no photo. Open it, {SCREENSHOT}.",
    "more": f"There is more in this file than a photo, so it is not taken. Open it, {SCREENSHOT}.",
    "damaged": "The photo is damaged or cut off. Copy it from the telephone or camera once more, and add it again.",
    "unknown": f"This is no photo that is read here. JPEG, PNG and WebP are. Open it, {SCREENSHOT}.",
}
NOT_DONE: Final = f"This photo cannot be read. Open it, {SCREENSHOT}."

_one_at_a_time = Lock()


class NotTaken(GravidaError):
    """A file is not taken as a photo. The sentence says why, and what to do."""


class Plain(NamedTuple):
    """A picture of nothing but pixels, as JPEG."""

    jpeg: bytes
    width: int
    height: int


def read(content: bytes) -> Plain:
    """Return the picture in a file, whatever the file is called.

    Raises:
        NotTaken: it is no photo that is read here, too large, damaged, or there is more in it.
    """
    with _one_at_a_time:
        word, jpeg = decoded(content)
    if word != "taken":
        raise NotTaken(WHY.get(word, NOT_DONE))
    size = plain_jpeg.size_of(jpeg)
    if size is None:
        raise NotTaken(NOT_DONE)
    return Plain(jpeg, *size)


def decoded(content: bytes) -> tuple[str, bytes]:
    """Return the word and the picture that the program answers, or an empty word where it gave no answer."""
    try:
        answer = subprocess.run(
            [sys.executable, "-I", "-B", "-W", "ignore", str(PROGRAM)],
            input=content[: decoding.MOST_BYTES + 1],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd=PROGRAM.anchor,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", b""
    word, _, jpeg = answer.stdout.partition(b"\n")
    return (word.decode("ascii", "replace"), jpeg) if answer.returncode == 0 else ("", b"")
