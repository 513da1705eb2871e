"""The way of the data: file, article, result, settled findings, report."""
