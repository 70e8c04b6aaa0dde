"""Pictures as PNG: the SVG drawn with letters of our own, so that every machine gives the same bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import FlatNetwork
from findingsgraph.graphs.exports.pictures.fonts import FAMILY, font_files
from findingsgraph.graphs.exports.pictures.svg import write_svg
from findingsgraph.graphs.store.rows import import_extra

SCALE = 2.0
"""Pixels to a unit of the picture: sharp on dense screens and on paper."""


def write_png(net: FlatNetwork, credits: Credits) -> bytes:
    """Draw a network as `svg` does. Raises `MissingExtra` when resvg is not installed."""
    return rasterise(write_svg(net, credits), credits)


def rasterise(svg: str, credits: Credits) -> bytes:
    """Make a PNG of an SVG of ours; source and terms stand in it as text too.

    Scripts that the letters do not have (they have Latin, Greek, Cyrillic, Hebrew) show as boxes.
    """
    import_extra("resvg_py", "png")
    import resvg_py

    png = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=font_files(),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
    # Behind the signature (8 bytes) and the header (25) is where texts may begin.
    return png[:33] + b"".join(_texts(credits)) + png[33:]


def _texts(credits: Credits) -> Iterator[bytes]:
    """Write the credits as chunks of international text."""
    for key, line in zip(("Source", "Copyright", "Disclaimer"), credits.lines(), strict=True):
        body = b"iTXt" + key.encode() + b"\0\0\0\0\0" + line.encode()
        yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
