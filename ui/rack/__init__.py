"""The room rack: rooms against days, painted in one piece."""
