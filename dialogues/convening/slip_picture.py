"""A link as a pattern for the camera, drawn as one path so that the page needs neither style nor picture file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """The width in modules with the quiet zone, and the path that fills the dark ones."""

    width: int
    path: str


def pattern_of(link: str) -> Pattern:
    """Draw a link as a QR code."""
    import qrcode  # only whoever prints a slip should pay for it
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(link)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Pattern(len(rows), "".join(runs))
