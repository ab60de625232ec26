"""Documents on paper: each module turns one frozen dataclass and a translator into the bytes of a PDF."""
