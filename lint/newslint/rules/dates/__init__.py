"""When things were published."""
