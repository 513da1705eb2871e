"""Draft a JSON Schema from the articles of a collection.

`observe` turns their fields into statistics, `coverage` selects the articles that a draft may leave
out, `draft` turns statistics into a schema, and `layout` writes it for people. `collection` reads
the articles and judges them by the draft.
"""
