"""URLs: whether they work, are safe, and match the fields around them."""
