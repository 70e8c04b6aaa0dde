"""The graph as a web site: pages to read, an endpoint to ask. Read-only.

Start reading at `server` (the process), then `app` (what answers which address).
"""

from __future__ import annotations

from findingsgraph.graphs.web.settings import Settings

__all__ = ["Settings"]
