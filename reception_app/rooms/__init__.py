"""The house: rooms, types, housekeeping states, out-of-order blocks, special days."""
