"""Reading a PDF back: its text as one line of single spaces, its pages, and its pages as pictures."""

from __future__ import annotations

import io

import pypdf
import pypdfium2


def text_of(content: bytes) -> str:
    """All text, spaces and line breaks folded to single spaces."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pages_of(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def outside_margins(content: bytes, left_mm: float, right_mm: float) -> bool:
    """True when something was drawn in the left or right margin (half a millimetre is forgiven)."""
    scale = 2.0
    for page in pypdfium2.PdfDocument(content):
        picture = page.render(scale=scale, grayscale=True).to_pil()
        mm = 72 / 25.4 * scale
        sides = (
            picture.crop((0, 0, int((left_mm - 0.5) * mm), picture.height)),
            picture.crop((picture.width - int((right_mm - 0.5) * mm), 0, picture.width, picture.height)),
        )
        if any(side.getextrema()[0] < 200 for side in sides):
            return True
    return False
