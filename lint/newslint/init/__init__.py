"""Draft a configuration for an existing collection.

`survey` examines the tree, `address` finds the URL of the site, `draft` writes the configuration.
"""
