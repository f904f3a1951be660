"""
Runs alone in a process that can do nothing else: reads a file from its input, writes pixels to its output.

Started by path with an empty environment. Before it looks at the file it gives up the right to open
anything (files, sockets), to use more than its memory and time. Each page goes out as one line of
JSON (width, height) followed by its RGB bytes; a refusal as one line with ``refused``.
"""

import io
import json
import resource
import sys

MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 10
LONGEST_SIDE = 2400
PDF_DOTS_PER_POINT = 150 / 72


def main() -> None:
    """Decode the file named by kind and limits in the arguments."""
    kind, pixels, pages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    # Everything that decoding will need is loaded here, while files may still be opened.
    from PIL import Image, ImageFile, ImageOps  # noqa: F401

    decode = _pdf if kind == "pdf" else _picture
    if kind == "pdf":
        import pypdfium2  # noqa: F401
    Image.init()
    Image.new("P", (1, 1)).convert("RGBA").convert("RGB").resize((2, 2)).tobytes()
    _give_up_rights()
    Image.MAX_IMAGE_PIXELS = pixels
    try:
        decode(sys.stdin.buffer.read(), pixels, pages)
    except Refused as refusal:
        _say({"refused": str(refusal)})
    except Exception:
        # Whatever a hostile file provokes in a decoder, from a wrong index to no memory left, is said as "damaged":
        # nobody looks at what this process wrote to its errors, and a trace would tell the sender what to try next.
        _say({"refused": "damaged"})
    sys.stdout.buffer.flush()


class Refused(Exception):
    """The file is understood and not accepted; the text is a code."""


def _give_up_rights() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _picture(content: bytes, pixels: int, pages: int) -> None:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > pixels:
            raise Refused("too_many_pixels")
        image.load()
        _send(ImageOps.exif_transpose(image))


def _pdf(content: bytes, pixels: int, pages: int) -> None:
    import pypdfium2

    if any(mark in content for mark in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile")):
        raise Refused("active")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Refused("locked" if problem.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else "damaged") from None
    if len(document) > pages:
        raise Refused("too_many_pages")
    for page in document:
        scale = PDF_DOTS_PER_POINT
        width, height = page.get_size()
        if max(width, height) * scale > LONGEST_SIDE:
            scale = LONGEST_SIDE / max(width, height)
        _send(page.render(scale=scale, may_draw_forms=False).to_pil())


def _send(image) -> None:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if image.mode in ("RGBA", "LA", "P"):
        from PIL import Image

        seen_through = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(seen_through, mask=seen_through.getchannel("A"))
        image = paper
    image = image.convert("RGB")
    pixels = image.tobytes()
    _say({"width": image.width, "height": image.height})
    sys.stdout.buffer.write(pixels)


def _say(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


if __name__ == "__main__":
    main()
