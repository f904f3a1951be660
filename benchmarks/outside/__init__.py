"""What runs inside another system's own environment; nothing of it is a part or a dependency of the project."""
