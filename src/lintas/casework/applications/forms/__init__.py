"""What people and officers type, read and refused in words; what counts as right is decided by rules and operations."""
