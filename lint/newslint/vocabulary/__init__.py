"""What collections call their fields: the roles that rules ask for, and the names they go by.

`roles` finds a role in the fields of an article, `presets` knows the names that site generators
use, `choose` knows which names hold for an article.
"""
