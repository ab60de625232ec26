"""Documents and files: what they say, to the grosz, and what hostile texts cannot do to them."""
