"""The settings: the hotel's data, rooms, prices, taxes and users, this computer's look and backups, the change log."""
