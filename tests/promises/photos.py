"""Crafted photos, read as her own would be: what is left in them beside the picture, and what is survived."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.promises.crafted_photos import SAID, all_of_them
from tests.promises.promise import Figure, NotHere

from gravida.app.photos import reading

OF_THE_PICTURE = frozenset(
    {
        "FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "EncodingProcess", "BitsPerSample",
        "ColorComponents", "YCbCrSubSampling", "ImageSize", "Megapixels",
    }
)  # fmt: skip
"""What exiftool says of the picture itself, from its pixels and how they are coded."""

OF_THE_FILE = ("SourceFile", "ExifTool", "System")
"""What it says of itself and of the file on this disk."""


def measure(short: bool) -> Figure:
    """Read every one; exiftool looks at what was taken. Short and long are the same: it takes some seconds."""
    if shutil.which("exiftool") is None:
        raise NotHere("exiftool is needed and was not found. On Debian: sudo apt-get install libimage-exiftool-perl")
    taken = refused = crashes = 0
    otherwise: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place) / "before", Path(place) / "after"
        before.mkdir()
        after.mkdir()
        for number, (name, content, expected) in enumerate(all_of_them()):
            (before / f"{number}-{name}").write_bytes(content[: 1024 * 1024])
            word, jpeg = reading.decoded(content)
            crashes += word == ""
            taken += word == "taken"
            refused += word in reading.WHY
            if word != expected:
                otherwise.append(f"{name}: {word or 'no answer'}")
            if word == "taken":
                (after / f"{number}.jpg").write_bytes(jpeg)
        tags, said = tags_in(after), sum(SAID in file.read_bytes() for file in after.iterdir())
        if tags_in(before) < 100:
            raise AssertionError("the search itself finds nothing")
    text = (
        f"{taken + refused + crashes} photos: {taken} taken, {refused} refused with a sentence, {crashes} without an "
        f"answer; {tags} tags by exiftool in what was taken, {said} with a word from outside the picture"
    )
    if otherwise:
        text += f"; not as expected: {', '.join(otherwise)}"
    return Figure(tags == said == crashes == 0 and not otherwise, text)


def tags_in(folder: Path) -> int:
    """Return how many tags exiftool finds that are not of the picture itself."""
    found = subprocess.run(
        ["exiftool", "-j", "-G1", "-a", "-u", "-U", "-ee3", str(folder)], capture_output=True, check=False
    )
    names = [name.rpartition(":") for file in json.loads(found.stdout) for name in file]
    return sum(group not in OF_THE_FILE and tag not in (*OF_THE_PICTURE, *OF_THE_FILE) for group, _, tag in names)
