"""Apply the edits that findings offer."""
