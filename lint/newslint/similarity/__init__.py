"""Find articles with the same text or story: normalising text, sketches of articles, pairs, groups.

Plain functions on text and arrays. `tokens` turns text into words, stems and hashes, `sketch` an
article into the facts that are compared, `overlap` finds shared text, `story` articles about one
event, and `joined` groups them.
"""
