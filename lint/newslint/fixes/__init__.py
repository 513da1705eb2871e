"""Applying the edits that findings offer."""
