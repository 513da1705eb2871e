"""Which articles tell the same: normalising text, sketches of articles, pairs, clusters.

Plain functions over text and arrays. `words` turns text into words, stems and hashes, `sketch`
an article into the facts that are compared, `overlap` finds shared text, `story` articles on
one event, `cluster` groups them.
"""
