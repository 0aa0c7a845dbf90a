"""What can be done: understand, rank, ask, show, learn."""
