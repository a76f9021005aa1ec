"""Photos as they come from elsewhere, each made here: with notes, with something else inside, broken, much too large.

``all_of_them`` gives name, bytes, and the word that ``decoding`` answers. Whatever a file says beside its picture
holds CANARY, so that a search for it finds what was left.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms

CANARY = "quince-7431"
SAID = CANARY.encode()
PACKET = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><place>{CANARY}</place></x:xmpmeta>".encode()
TAKEN, MORE, DAMAGED, PIXELS, UNKNOWN = "taken", "more", "damaged", "pixels", "unknown"

Crafted = tuple[str, bytes, str]


def drawn(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Three fields of colour on grey, so that a turn or another order of colours is seen."""
    picture = Image.new("RGB", size, (120, 120, 120))
    third = max(size[0] // 3, 1)
    for place, colour in enumerate(("red", "green", "blue")):
        picture.paste(colour, (place * third, 0, (place + 1) * third, max(size[1] // 2, 1)))
    return picture.quantize(16) if mode == "P" else picture.convert(mode)


def written(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """Return a picture as a file of this kind."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def all_of_them() -> Iterator[Crafted]:
    """Yield every one."""
    yield from _jpegs_with_notes()
    yield from _jpegs_with_more_inside()
    yield from _strange_jpegs()
    yield from _pngs()
    yield from _webps()
    yield from _others()


def tiff(*, orientation: int = 1, place: bool = True, broken: bool = False) -> bytes:
    """Return a TIFF with notes: maker, serial number, a maker's own note, a place, and a smaller picture inside."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x013B] = CANARY, CANARY, orientation, CANARY
    camera = exif.get_ifd(0x8769)
    camera[0x927C], camera[0xA431], camera[0x9003] = SAID * 20, CANARY, "2026:11:25 09:20:00"
    if place:
        where = exif.get_ifd(0x8825)
        where[1], where[2], where[3], where[4] = "S", (37.0, 48.0, 1.0), "E", (144.0, 57.0, 2.0)
    content: bytes = exif.tobytes().removeprefix(b"Exif\0\0")
    return content[:10] + b"\xff\xff\xff\xff" + content[14:] if broken else content


def tiff_with_thumbnail() -> bytes:
    """Return a TIFF whose second directory holds a smaller picture."""
    small = written(drawn(size=(32, 24)), "JPEG", comment=SAID)
    first = struct.pack("<HHHLL", 1, 0x010E, 2, len(SAID) + 1, 26)
    second_at = 26 + len(SAID) + 1 + (len(SAID) + 1) % 2
    head = b"II*\0" + struct.pack("<L", 8) + first + struct.pack("<L", second_at) + SAID + b"\0"
    head = head.ljust(second_at, b"\0")
    data_at = second_at + 2 + 2 * 12 + 4
    second = struct.pack("<HHHLLHHLL", 2, 0x0201, 4, 1, data_at, 0x0202, 4, 1, len(small)) + struct.pack("<L", 0)
    return head + second + small


def segment(marker: int, content: bytes, jpeg: bytes) -> bytes:
    """Put a segment right after the start of a JPEG."""
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def profile() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SAID


def an_archive() -> bytes:
    """Return a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inside.txt", CANARY)
    return out.getvalue()


def _jpegs_with_notes() -> Iterator[Crafted]:
    jpeg = written(drawn(), "JPEG")
    for orientation in range(1, 9):
        content = segment(0xE1, b"Exif\0\0" + tiff(orientation=orientation), jpeg)
        yield f"exif-held-{orientation}.jpg", content, TAKEN
    extended = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">LL", len(PACKET), 0) + PACKET
    iptc = b"\x1c\x02\x78" + struct.pack(">H", len(SAID)) + SAID
    photoshop = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">L", len(iptc)) + iptc
    yield "exif-thumbnail.jpg", segment(0xE1, b"Exif\0\0" + tiff_with_thumbnail(), jpeg), TAKEN
    yield "exif-broken.jpg", segment(0xE1, b"Exif\0\0" + tiff(broken=True), jpeg), TAKEN
    yield "exif-of-noise.jpg", segment(0xE1, b"Exif\0\0II*\0" + SAID * 50, jpeg), TAKEN
    yield "xmp.jpg", segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PACKET, jpeg), TAKEN
    yield "xmp-extended.jpg", segment(0xE1, extended, jpeg), TAKEN
    yield "iptc.jpg", segment(0xED, photoshop, jpeg), TAKEN
    yield "profile.jpg", written(drawn(), "JPEG", icc_profile=profile()), TAKEN
    yield "comment.jpg", written(drawn(), "JPEG", comment=SAID), TAKEN
    yield "density.jpg", written(drawn(), "JPEG", dpi=(7431, 7431)), TAKEN
    yield "ducky.jpg", segment(0xEC, b"Ducky\0\x01\0\x04\0\0\0\x3c" + SAID, jpeg), TAKEN
    yield "jfxx.jpg", segment(0xE0, b"JFXX\0\x10" + written(drawn(size=(16, 12)), "JPEG", comment=SAID), jpeg), TAKEN
    yield "flir.jpg", segment(0xE1, b"FLIR\0\x01\0\0" + SAID, jpeg), TAKEN
    many = jpeg
    for marker in range(0xE2, 0xF0):
        many = segment(marker, SAID * 300, many)
    yield "every-segment.jpg", many, TAKEN
    out = io.BytesIO()
    drawn().save(out, "MPO", save_all=True, append_images=[drawn(size=(80, 60))], comment=SAID)
    yield "several-pictures.jpg", out.getvalue(), TAKEN


def _jpegs_with_more_inside() -> Iterator[Crafted]:
    jpeg = written(drawn(), "JPEG")
    yield "text-after.jpg", jpeg + SAID * 100, TAKEN
    yield "film-after.jpg", jpeg + b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + SAID, TAKEN
    yield "photo-after.jpg", jpeg + segment(0xE1, b"Exif\0\0" + tiff(), jpeg), TAKEN
    yield "php-after.jpg", jpeg + b"<?php echo '" + SAID + b"'; ?>", TAKEN
    yield "zip-after.jpg", jpeg + an_archive(), MORE
    yield "page-after.jpg", jpeg + b"<html><body>" + SAID + b"</body></html>", MORE
    yield "script-in-comment.jpg", segment(0xFE, b"<script>alert('" + SAID + b"')</script>", jpeg), MORE
    yield "page-in-comment.jpg", segment(0xFE, b"<!DOCTYPE html><title>" + SAID + b"</title>", jpeg), MORE
    yield "svg-in-comment.jpg", segment(0xFE, b"<svg onload=alert(1)>" + SAID + b"</svg>", jpeg), MORE
    yield "pdf-in-comment.jpg", segment(0xFE, b"%PDF-1.4 " + SAID, jpeg), MORE


def _strange_jpegs() -> Iterator[Crafted]:
    jpeg = written(drawn(), "JPEG")
    frame = jpeg.index(b"\xff\xc0") + 5
    yield "progressive.jpg", written(drawn(), "JPEG", progressive=True, comment=SAID), TAKEN
    yield "grey.jpg", written(drawn("L"), "JPEG", comment=SAID), TAKEN
    yield "print-colours.jpg", written(drawn("CMYK"), "JPEG", comment=SAID), TAKEN
    yield "restarts.jpg", written(drawn(), "JPEG", restart_marker_blocks=1), TAKEN
    yield "one-point.jpg", written(drawn(size=(1, 1)), "JPEG", comment=SAID), TAKEN
    yield "very-wide.jpg", written(drawn(size=(20_000, 12)), "JPEG"), TAKEN
    yield "large.jpg", written(drawn(size=(4000, 3000)), "JPEG", exif=tiff_bytes()), TAKEN
    yield "no-name-for-its-kind", jpeg, TAKEN
    yield "jpeg-called.png", jpeg, TAKEN
    yield "cut-off.jpg", jpeg[: len(jpeg) // 2], DAMAGED
    yield "only-its-head.jpg", jpeg[:20], UNKNOWN
    yield "says-it-is-huge.jpg", jpeg[:frame] + struct.pack(">HH", 65_500, 65_500) + jpeg[frame + 4 :], PIXELS
    yield "says-it-is-nothing.jpg", jpeg[:frame] + struct.pack(">HH", 0, 0) + jpeg[frame + 4 :], UNKNOWN
    noise = random.Random(7431).randbytes(4000)
    yield "noise-inside.jpg", jpeg[: len(jpeg) - 400] + noise, DAMAGED
    yield "nothing.jpg", b"", "empty"
    yield "too-long.jpg", jpeg + bytes(20 * 1024 * 1024), "large"


def tiff_bytes() -> bytes:
    """Return the notes as Pillow wants them."""
    return b"Exif\0\0" + tiff()


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def with_chunk(png: bytes, kind: bytes, content: bytes) -> bytes:
    """Put a chunk right after the head of a PNG."""
    return png[:33] + chunk(kind, content) + png[33:]


def png_of(width: int, height: int, depth: int, colours: int, data: bytes) -> bytes:
    """Return a PNG with this head and these packed rows."""
    head = struct.pack(">LLBBBBB", width, height, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _pngs() -> Iterator[Crafted]:
    png = written(drawn(), "PNG")
    packed = zlib.compress(SAID * 30)
    bomb = zlib.compress(bytes(80 * 1024 * 1024), 9)
    yield "text.png", with_chunk(png, b"tEXt", b"Comment\0" + SAID), TAKEN
    yield "text-packed.png", with_chunk(png, b"zTXt", b"Comment\0\0" + packed), TAKEN
    yield "text-xmp.png", with_chunk(png, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET), TAKEN
    yield "exif.png", with_chunk(png, b"eXIf", tiff(orientation=6)), TAKEN
    yield "profile.png", with_chunk(png, b"iCCP", SAID + b"\0\0" + zlib.compress(profile())), TAKEN
    on_a_day = with_chunk(png, b"tIME", b"\x07\xea\x0b\x19\x09\x14\x00")
    yield "day-and-density.png", with_chunk(on_a_day, b"pHYs", b"\0\0\x1d\x07" * 2 + b"\1"), TAKEN
    yield "its-own-chunk.png", with_chunk(png, b"quIn", SAID), TAKEN
    yield "text-after.png", png + SAID, TAKEN
    yield "zip-after.png", png + an_archive(), MORE
    yield "script-inside.png", with_chunk(png, b"tEXt", b"Comment\0<script>alert(1)</script>" + SAID), MORE
    moving = written(drawn(), "PNG", save_all=True, append_images=[drawn("L").convert("RGB")], duration=100)
    yield "moving.png", with_chunk(moving, b"tEXt", b"Comment\0" + SAID), TAKEN
    yield "sixteen-bits-grey.png", written(Image.new("I;16", (50, 40), 40_000), "PNG"), TAKEN
    sixteen = zlib.compress(b"".join(b"\0" + struct.pack(">HHH", 60_000, 30_000, 1) * 20 for _ in range(20)))
    yield "sixteen-bits.png", png_of(20, 20, 16, 2, sixteen), TAKEN
    yield "palette.png", written(drawn("P"), "PNG", transparency=0), TAKEN
    yield "seen-through.png", written(drawn("RGBA"), "PNG"), TAKEN
    yield "grey-seen-through.png", written(drawn("LA"), "PNG"), TAKEN
    yield "one-bit.png", written(drawn("1"), "PNG"), TAKEN
    yield "huge.png", written(Image.new("1", (30_000, 30_000)), "PNG"), PIXELS
    yield "rather-large.png", written(Image.new("L", (5100, 5000)), "PNG"), PIXELS
    yield "bomb-in-text.png", with_chunk(png, b"zTXt", b"Comment\0\0" + bomb), DAMAGED
    yield "bomb-in-profile.png", with_chunk(png, b"iCCP", b"x\0\0" + bomb), DAMAGED
    yield "rows-missing.png", png_of(400, 400, 8, 2, zlib.compress(bytes(1000))), DAMAGED
    yield "cut-off.png", png[: len(png) - 60], DAMAGED
    yield "wrong-sum.png", png[:60] + bytes((png[60] ^ 255,)) + png[61:], DAMAGED
    yield "no-points.png", png_of(0, 0, 8, 2, zlib.compress(b"")), UNKNOWN


def _webps() -> Iterator[Crafted]:
    webp = written(drawn(), "WEBP")
    yield "exif.webp", written(drawn(), "WEBP", exif=tiff_bytes()), TAKEN
    yield "xmp.webp", written(drawn(), "WEBP", xmp=PACKET), TAKEN
    yield "profile.webp", written(drawn(), "WEBP", icc_profile=profile()), TAKEN
    yield "exact.webp", written(drawn(), "WEBP", lossless=True, exif=tiff_bytes()), TAKEN
    yield "seen-through.webp", written(drawn("RGBA"), "WEBP", xmp=PACKET), TAKEN
    yield "moving.webp", written(drawn(), "WEBP", save_all=True, append_images=[drawn("L")], xmp=PACKET), TAKEN
    yield "text-after.webp", webp + SAID, TAKEN
    yield "zip-after.webp", webp + an_archive(), MORE
    yield "cut-off.webp", webp[: len(webp) // 2], DAMAGED


def _others() -> Iterator[Crafted]:
    heif = b"\0\0\0\x18ftyp%b\0\0\0\0mif1" + SAID
    yield "telephone.heic", heif % b"heic", "heic"
    yield "heic-called.jpg", heif % b"mif1", "heic"
    yield "film.mp4", heif % b"isom", UNKNOWN
    yield "picture.avif", written(drawn(), "AVIF"), "heic"
    yield "moving.gif", written(drawn("P"), "GIF", comment=SAID), "gif"
    yield "picture.tiff", written(drawn(), "TIFF"), "tiff"
    yield "picture.pdf", written(drawn(), "PDF"), "pdf"
    yield "picture.bmp", written(drawn(), "BMP"), UNKNOWN
    yield "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>" + SAID + b"</script></svg>", "markup"
    yield "drawing-called.png", b"\xef\xbb\xbf\n <?xml version='1.0'?><svg></svg>", "markup"
    yield "page.html", b"<!doctype html><title>x</title>", "markup"
    yield "archive.zip", an_archive(), UNKNOWN
    yield "words.txt", SAID * 40, UNKNOWN
    yield "noise.jpg", random.Random(1).randbytes(5000), UNKNOWN
