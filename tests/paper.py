"""PDF files made here: lines of words at places, in any script, without a font file."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
TOP, FOOT, LEFT, STEP = 780, 40, 70, 16
"""Points: where the first line, a page number and a line's first letter stand, and from line to line."""

CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%s
endcmap end end"""


@dataclass(frozen=True, slots=True)
class Printed:
    """Words on a page."""

    x: float
    y: float
    words: str
    size: float = 12


def lay_out(page: str) -> list[Printed]:
    """Set a page's lines below each other, its number at the foot, though it is drawn first."""
    lines = page.split("\n")
    number = lines[0].strip().isdigit()
    rows = lines[1:] if number else lines
    printed = [Printed(LEFT, TOP - STEP * at, words) for at, words in enumerate(rows) if words]
    return [Printed(LEFT, FOOT, lines[0]), *printed] if number else printed


def make_pdf(pages: list[list[Printed]]) -> bytes:
    """Write a PDF; words are drawn in the order given."""
    letters = sorted({letter for page in pages for each in page for letter in each.words})
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 500 800] >> >>",
        _stream(CMAP % _mappings(letters)),
    ]
    for at, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (WIDTH, HEIGHT, 7 + 2 * at)
        )
        objects.append(_stream(b"\n".join(map(_drawn, page))))
    return _file(objects)


def _mappings(letters: list[str]) -> bytes:
    """What each code means: itself. At most a hundred in a block."""
    blocks = [letters[at : at + 100] for at in range(0, len(letters), 100)]
    return b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar"
        % (len(block), b"\n".join(b"<%04X> <%04X>" % (ord(each), ord(each)) for each in block))
        for block in blocks
    )


def _drawn(printed: Printed) -> bytes:
    codes = printed.words.encode("utf-16-be").hex().encode()
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET" % (printed.size, printed.x, printed.y, codes)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, table, len(places) + 1, len(written))
    )
