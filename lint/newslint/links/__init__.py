"""The links of articles."""
