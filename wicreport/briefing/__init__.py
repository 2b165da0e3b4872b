"""The notebooks as one document in each format; what the document says is decided in the other rooms."""
