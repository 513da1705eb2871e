"""Where the files are examined: in this process, in several, on other machines."""
