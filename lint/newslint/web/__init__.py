"""Asking the web about URLs: safely, politely, once, and remembering the answer."""
