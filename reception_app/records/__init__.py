"""The mapped classes: the whole schema in one folder, one file a subject; importing ``all`` maps them all."""
