"""A program of its own: the bytes of one file come in, a word and a plain JPEG go out, and nothing else is touched.

``reading`` starts it for every photo. It sets its own limits before it looks at the first byte: so much memory, so much
time, no file, no other program. Whatever a file does to the library that decodes it, it does here, where nothing is.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import zipfile

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP")
DECODERS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Loaded before the limits are set: afterwards no file can be opened, and so no module either."""

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_PIXELS_OF_JPEG = 65_000_000
"""A JPEG is made smaller while it is decoded; of the others every point is in memory at once, of WebP four times."""

LONGEST_SIDE = 2048
QUALITY = 88

MEMORY_BYTES = 768 * 1024 * 1024
"""Of addresses, not of what is used: Python and the libraries take a third of it before the first byte is read."""

CPU_SECONDS = 10

TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How the camera was held, by the number that EXIF gives it (CIPA DC-008, Orientation)."""

ORIENTATION = 0x0112

HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
STARTS = (
    (b"GIF8", "gif"),
    (b"%PDF", "pdf"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
MARKUP = re.compile(rb"<script|<!doctype|<iframe|<html[ >]|<svg[ >]", re.IGNORECASE)


def other_kind(content: bytes) -> str:
    """Return what kind of file it is by its first bytes, where that is one we have a sentence for."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIF:
        return "heic"
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    return "markup" if content.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"<") else ""


def something_else_inside(content: bytes) -> bool:
    """Whether the file is a photo and at the same time an archive, a document or a page."""
    archive = zipfile.is_zipfile(io.BytesIO(content))
    return archive or b"%PDF-" in content[:1024] or MARKUP.search(content) is not None


def plain(content: bytes) -> tuple[str, bytes]:
    """Return "taken" and the picture, or the word for why it is not taken."""
    if len(content) > MOST_BYTES:
        return "large", b""
    if not content:
        return "empty", b""
    if kind := other_kind(content):
        return kind, b""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            most = MOST_PIXELS_OF_JPEG if opened.format in ("JPEG", "MPO") else MOST_PIXELS
            if opened.width * opened.height > most:
                return "pixels", b""
            if something_else_inside(content):
                return "more", b""
            return "taken", without_header(encoded(pixels(opened)))
    except UnidentifiedImageError:
        return "unknown", b""
    except (MemoryError, Image.DecompressionBombError):
        return "pixels", b""
    except Exception:  # noqa: BLE001 - whatever is wrong with a file from elsewhere, it is not taken
        return "damaged", b""


def pixels(opened: Image.Image) -> Image.Image:
    """Return the picture upright, no larger than is kept, grey or in colours, with nothing else on it."""
    larger = max(opened.size) / LONGEST_SIDE
    if larger > 1:
        opened.draft(None, (int(opened.width / larger), int(opened.height / larger)))
    opened.load()
    turned = TURNED.get(orientation(opened))
    seen = in_eight_bits(opened)
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)  # in place: large ones are not copied
    if turned is not None:
        seen = seen.transpose(turned)
    paper = Image.new("RGB" if seen.mode == "RGBA" else seen.mode, seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return paper


def orientation(opened: Image.Image) -> int:
    """Return how the camera was held; what cannot be read was held upright."""
    try:
        return int(opened.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken note beside a sound picture
        return 1


def in_eight_bits(opened: Image.Image) -> Image.Image:
    """Return it in greys, in colours, or in colours that can be seen through."""
    if opened.mode.startswith("I"):  # sixteen bits of grey
        return opened.point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode in ("LA", "PA") or "transparency" in opened.info:
        return opened.convert("RGBA")
    if opened.mode in ("L", "RGB", "RGBA"):
        return opened
    return opened.convert("L" if opened.mode == "1" else "RGB")


def encoded(picture: Image.Image) -> bytes:
    """Return it as a JPEG."""
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def without_header(jpeg: bytes) -> bytes:
    """Leave out the one segment that is no picture: a density that nobody measured."""
    length = int.from_bytes(jpeg[4:6], "big")
    return jpeg[:2] + jpeg[4 + length :] if jpeg[2:4] == b"\xff\xe0" else jpeg


NOBODY = 65534
"""The user and the group that own nothing, by their usual number."""


def put_down_rights() -> None:
    """Stop being root, whom not every limit binds. Where root may not be put down, the other limits hold."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)


def set_limits() -> None:
    """Take away what a decoder does not need. Where the system has no such limits, those of ``reading`` hold."""
    try:
        import resource
    except ImportError:  # Windows
        return
    put_down_rights()
    limits = {
        "RLIMIT_AS": MEMORY_BYTES,
        "RLIMIT_CPU": CPU_SECONDS,
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": 0,
        "RLIMIT_NPROC": 0,
    }
    for name, most in limits.items():
        if hasattr(resource, name):
            resource.setrlimit(getattr(resource, name), (most, most))


def main() -> None:
    """Read one file, answer with one word and, where it was taken, the picture."""
    Image.preinit()
    set_limits()
    word, jpeg = plain(sys.stdin.buffer.read(MOST_BYTES + 1))
    sys.stdout.buffer.write(word.encode() + b"\n" + jpeg)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
