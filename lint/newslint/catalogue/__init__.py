"""The rules: which ones exist, how they are documented, and how a run builds those it selects."""
