"""Results of earlier runs, so that unchanged files need not be examined again.

One SQLite file in the cache directory holds the findings of each set of rules for each file, the
facts that each collector took from each file, and the findings of comparing whole collections. An
entry is used as long as both of these are unchanged:

- the article: its bytes (the size and times of the file are usually proof enough) and what its site
  adds to it;
- what produced the entry: see `cache.identity`.

Failures of newslint are never stored, because the cause may be gone in the next run.

The cache never fails a run. A broken cache is rebuilt, one that cannot be written is left alone,
and whatever is read from it must have the shape that newslint writes.
"""
