"""The questions: one documented .rq file each, and what binds their parameters.

Start reading at `library`.
"""

from findingsgraph.queries.library import Column, Parameter, Query, bind, load, load_network, names, parse

__all__ = ["Column", "Parameter", "Query", "bind", "load", "load_network", "names", "parse"]
