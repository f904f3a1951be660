"""The face: shells, components and their gallery. Knows no domain."""
