"""What earlier runs found out, so that unchanged files need not be looked at again.

One SQLite file in the cache folder holds three things: per file its findings, per file and
collector its facts, and per collection the findings that came of comparing. Everything is keyed
by content: an entry counts when the bytes of the file are those it was made from, which its size
and times tell in nearly all cases, and a hash of the bytes in the rest.

Nothing here may ever fail a run. A broken cache is rebuilt, one that cannot be written
is left alone, and whatever is read from it must have the shape that newslint writes.
"""
