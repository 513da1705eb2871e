"""Drafting a configuration that fits an existing collection.

`survey` looks at the tree, `address` finds where the site is published, `draft` writes it all down.
"""
