"""The core of the front office: values, records, services and documents, without any window."""

__version__ = "0.1.0"
