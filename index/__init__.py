"""What is known: catalogues, encoder, vectors, people."""
