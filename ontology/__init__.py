"""What the graph can say, as Turtle, and the names it uses, read from there.

Start reading at `vocabulary`; the terms themselves are in findings.ttl.
"""

from findingsgraph.ontology.vocabulary import *  # noqa: F403
from findingsgraph.ontology.vocabulary import __all__ as __all__
