"""The windows of the front office, in PySide6 over the services of reception_app."""
