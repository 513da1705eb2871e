"""What earlier runs found, so that unchanged files need not be examined again.

One SQLite file in the cache folder holds three things: the findings of each set of rules in each
file, the facts that each collector took from each file, and the findings that came from comparing
whole collections. An entry is used as long as

- the article is the same: its bytes, of which size and times of the file are proof enough in
  nearly all cases, and the fields that it inherits from its site;
- what made the entry is the same: see `cache.identity`.

What newslint failed on is never stored: the cause may be gone in the next run.

Nothing here may ever fail a run. A broken cache is rebuilt, one that cannot be written
is left alone, and whatever is read from it must have the shape that newslint writes.
"""
