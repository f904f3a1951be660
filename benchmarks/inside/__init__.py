"""What is done in a process of the throw-away house itself, with Django set up."""
