"""Corrections by people: a small file beside the graph, applied as facts of their own.

Start reading at `corrections` (the file), then `applying` (what becomes of each line).
"""

from __future__ import annotations

from findingsgraph.graphs.review.applying import Applied, apply
from findingsgraph.graphs.review.corrections import Correction, append_correction, read_corrections

__all__ = ["Applied", "Correction", "append_correction", "apply", "read_corrections"]
