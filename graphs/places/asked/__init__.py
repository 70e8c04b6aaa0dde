"""The small questions that comparisons are made of."""
