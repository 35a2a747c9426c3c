"""An issue form's YAML and an issue's body → the answers by element id, and back."""
