"""Front matter against its schema."""
