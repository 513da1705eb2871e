"""Rules about inline ignore comments."""
