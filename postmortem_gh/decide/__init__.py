"""What ought to be: pure decisions from a snapshot, the record, the settings and today."""
