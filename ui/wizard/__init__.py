"""The first run: a hotel set up in seven steps, or the demo hotel with one click."""
