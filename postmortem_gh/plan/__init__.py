"""What will change: desired against what is, each change with its reason."""
