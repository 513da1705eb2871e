"""Rules that validate front matter against its schema."""
