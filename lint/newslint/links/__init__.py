"""Where articles link to."""
