"""Holding the fields of articles against JSON Schemas.

`load` reads schema files, `compiled` validates, `words` says it, `choose` knows which schema an
article gets. Import from these modules; importing the package alone costs nothing.
"""
