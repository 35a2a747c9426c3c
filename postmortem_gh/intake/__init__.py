"""What people said in a form, as values: answers in, one Record out, with every reading told."""
