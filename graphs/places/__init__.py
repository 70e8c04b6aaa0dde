"""Places and times: inspections side by side, one place in time, recommendations followed.

from findingsgraph.graphs.places import compare, followed, trend

compare(graph, "Hartlepool@2018", "Barnsley").differences
"""

from findingsgraph.graphs.places.compare import Comparison, compare
from findingsgraph.graphs.places.followed import Followed, FollowUp, Later, followed
from findingsgraph.graphs.places.intervals import wilson
from findingsgraph.graphs.places.material import Inspection, Sentence, inspections
from findingsgraph.graphs.places.matters import Same
from findingsgraph.graphs.places.trend import Trend, trend

__all__ = [
    "Comparison", "FollowUp", "Followed", "Inspection", "Later", "Same", "Sentence", "Trend", "compare",
    "followed", "inspections", "trend", "wilson",
]  # fmt: skip
