"""Run work in this process or in several, whatever the work is."""
