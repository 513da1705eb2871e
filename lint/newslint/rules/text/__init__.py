"""Rules about the text of titles and excerpts."""
