"""The file system: finding articles, matching paths, reading, and writing whole files."""
