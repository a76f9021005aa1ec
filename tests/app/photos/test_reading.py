"""Reading a photo: the picture stays as it is seen, nothing else stays, and what cannot be read is refused."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from tests.contracts.avoided import hurtful
from tests.promises.crafted_photos import all_of_them, drawn, segment, tiff, written

from gravida.app.photos import decoding, plain_jpeg, reading
from gravida.app.photos.reading import NotTaken

SMALL = [(name, content, word) for name, content, word in all_of_them() if len(content) < 1024 * 1024]
TAKEN = [(name, content) for name, content, word in SMALL if word == "taken"]

UNDONE = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def seen(content: bytes) -> Image.Image:
    """The picture that is kept, decoded."""
    word, jpeg = decoding.plain(content)
    assert word == "taken", word
    return Image.open(io.BytesIO(jpeg))


def far_apart(one: Image.Image, other: Image.Image) -> float:
    """How different two pictures are on average, in steps of 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize("held", range(1, 9))
def test_it_is_upright_however_the_camera_was_held(held: int) -> None:
    upright = drawn()
    stored = upright if (back := UNDONE[held]) is None else upright.transpose(back)
    content = segment(0xE1, b"Exif\0\0" + tiff(orientation=held), written(stored, "JPEG", quality=95))
    assert far_apart(seen(content), upright) < 4
    if held > 1:
        assert far_apart(seen(written(stored, "PNG")).resize(upright.size), upright) > 10  # the note is what turned it


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "JPEG"), ("CMYK", "JPEG"), ("RGB", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGB", "WEBP"), ("L", "JPEG")],
)
def test_colours_stay(mode: str, kind: str) -> None:
    more = {"quality": 95} if kind != "PNG" else {}
    assert far_apart(seen(written(drawn(mode), kind, **more)), drawn(mode)) < 6


def test_sixteen_bits_become_eight_and_what_is_seen_through_lies_on_white() -> None:
    assert abs(int(seen(written(Image.new("I;16", (50, 40), 40_000), "PNG")).getpixel((20, 20))) - 156) <= 1  # type: ignore[arg-type]
    through = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert seen(written(through, "PNG")).convert("L").getextrema() == (255, 255)


def test_a_large_photo_becomes_smaller_and_keeps_its_shape() -> None:
    assert seen(written(drawn(size=(5000, 2500)), "JPEG")).size == (2048, 1024)
    assert seen(written(drawn(size=(300, 200)), "JPEG")).size == (300, 200)


@pytest.mark.parametrize(("name", "content"), TAKEN, ids=[name for name, _ in TAKEN])
def test_what_is_kept_is_a_picture_and_nothing_else(name: str, content: bytes) -> None:
    word, jpeg = decoding.plain(content)
    assert word == "taken"
    with Image.open(io.BytesIO(jpeg)) as opened:
        assert plain_jpeg.size_of(jpeg) == opened.size


@pytest.mark.parametrize(
    "more",
    [
        lambda jpeg: segment(0xE0, b"JFIF\0\x01\x01\0\0\1\0\1\0\0", jpeg),
        lambda jpeg: segment(0xE1, b"Exif\0\0" + tiff(), jpeg),
        lambda jpeg: segment(0xFE, b"a word", jpeg),
        lambda jpeg: jpeg + b"a word",
        lambda jpeg: jpeg[:-2] + b"\xff\xe1\0\x08a word\xff\xd9",
        lambda jpeg: jpeg[:-2],
        lambda jpeg: jpeg[:2] + jpeg[2:].replace(b"\xff\xc0", b"\xff\xc2"),
        lambda jpeg: b"",
        lambda jpeg: b"\xff\xd8",
        lambda jpeg: b"PK" + jpeg,
    ],
)
def test_more_than_a_picture_is_seen_without_decoding(more) -> None:
    jpeg = decoding.plain(written(drawn(), "JPEG"))[1]
    assert plain_jpeg.size_of(jpeg) == (160, 120)
    assert plain_jpeg.size_of(more(jpeg)) is None


def test_the_same_bytes_come_back_from_the_program_of_its_own() -> None:
    content = written(drawn(), "JPEG", comment=b"x")
    assert reading.read(content).jpeg == decoding.plain(content)[1]
    with pytest.raises(NotTaken, match="HEIC"):
        reading.read(b"\0\0\0\x18ftypheic\0\0\0\0")


def test_each_refusal_is_a_sentence_that_says_what_to_do() -> None:
    words = {word for _, _, word in all_of_them()} - {"taken"}
    assert words == set(reading.WHY)
    for said in (*reading.WHY.values(), reading.NOT_DONE):
        assert said.endswith(".")
        assert hurtful(said) == []
        assert any(what in said for what in ("screenshot", "Choose another", "add it again")), said


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_changed_in_a_file_there_is_an_answer() -> None:
    chance = random.Random(20261125)
    known = {"taken", *reading.WHY}
    sound = [content for _, content in TAKEN]
    for _ in range(400):
        content = bytearray(chance.choice(sound))
        for _ in range(chance.randrange(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        word, jpeg = decoding.plain(bytes(content))
        assert word in known
        assert (plain_jpeg.size_of(jpeg) is not None) == (word == "taken")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(
    "forbidden",
    [
        "open('/etc/hostname')",
        "open('/dev/null', 'w')",
        "__import__('socket').socket()",
        "bytearray(900 * 1024 * 1024)",
        "__import__('os').fork()",
    ],
)
def test_the_program_can_do_nothing_but_decode(forbidden: str) -> None:
    code = (
        f"import runpy, socket; d = runpy.run_path({decoding.__file__!r}); d['set_limits']()\n"
        f"try:\n    {forbidden}\nexcept (OSError, MemoryError):\n    print('stopped')"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert answer.stdout == b"stopped\n", answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_it_is_not_root_that_decodes() -> None:
    started = f"import os, runpy; runpy.run_path({decoding.__file__!r})['set_limits']()"
    code = f"{started}; print(os.getresuid(), os.getgroups())"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    uids, groups = (os.getresuid(), os.getgroups()) if os.geteuid() else ((decoding.NOBODY,) * 3, [])
    assert answer.stdout == f"{uids} {groups}\n", answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_its_time_ends() -> None:
    code = f"import runpy; d = runpy.run_path({decoding.__file__!r}); d['set_limits'].__globals__['CPU_SECONDS'] = 1\n"
    answer = subprocess.run([sys.executable, "-c", code + "d['set_limits']()\nwhile True: pass"], check=False)
    assert answer.returncode < 0


MEASURE = """
import resource, subprocess, sys
with open(sys.argv[2], "rb") as file:
    done = subprocess.run([sys.executable, "-I", "-B", sys.argv[1]], stdin=file, capture_output=True)
print(done.stdout.split(b"\\n")[0].decode(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
FULL_COLOUR = {"progressive": True, "subsampling": 0, "quality": 90}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere memory is counted in other units")
@pytest.mark.parametrize(
    ("kind", "mode", "size", "more", "word"),
    [
        ("JPEG", "RGB", (8160, 6120), {}, "taken"),
        ("JPEG", "RGB", (9248, 6944), FULL_COLOUR, "taken"),
        ("JPEG", "RGB", (9400, 7000), {}, "pixels"),
        ("PNG", "RGBA", (5800, 4300), {"compress_level": 1}, "taken"),
        ("PNG", "RGB", (5800, 4400), {"compress_level": 1}, "pixels"),
        ("WEBP", "RGBA", (5800, 4300), {"method": 0}, "taken"),
    ],
    ids=["50 JPEG", "64 JPEG progressive", "66 JPEG", "25 PNG", "26 PNG", "25 WebP"],
)
def test_the_largest_that_are_taken_need_less_than_half_a_gigabyte(
    kind: str, mode: str, size: tuple[int, int], more: dict[str, Any], word: str, tmp_path: Path
) -> None:
    with Image.new(mode, size, (90, 40, 40, 128)[: len(mode)]) as picture:
        (tmp_path / "photo").write_bytes(written(picture, kind, **more))
    words = [sys.executable, "-c", MEASURE, str(reading.PROGRAM), str(tmp_path / "photo")]
    said, megabytes = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert said == word
    assert int(megabytes) < 512
