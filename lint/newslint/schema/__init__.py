"""Validate the fields of articles against JSON Schemas.

`load` reads schema files, `compile` validates, `messages` words the problems, and `choose` selects
the schema of an article. Import from these modules; importing the package alone costs nothing.
"""
