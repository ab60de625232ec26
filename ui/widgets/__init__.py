"""The kit's small widgets, one a file; import each from its own module."""
