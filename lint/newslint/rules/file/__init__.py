"""The form of a file."""
