"""The pages' looks and behaviour, sent as they are."""
