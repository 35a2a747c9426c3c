"""From values to what people read: the document, the comment, an action item's issue, the report."""
