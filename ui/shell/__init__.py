"""The parts of the main window: commands, top bar, rail badges, status bar, strips."""
