"""The shipped rules: a folder is a family, a file is a rule."""
