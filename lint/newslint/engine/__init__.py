"""Where work runs: in this process or in several. Nothing here knows what the work is."""
