"""Tests of the program; the folders mirror the packages."""
