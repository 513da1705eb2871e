"""Inline ignore comments."""
