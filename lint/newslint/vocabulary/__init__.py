"""Vocabularies: the roles that rules ask for, and the field names that have them.

`roles` finds a role in the fields of an article, `presets` has the names that site generators use,
and `choose` selects the vocabulary of an article.
"""
