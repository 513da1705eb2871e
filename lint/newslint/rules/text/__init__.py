"""How titles and excerpts read."""
