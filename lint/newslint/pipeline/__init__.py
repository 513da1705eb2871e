"""The pipeline: file, article, result, settled findings, report."""
