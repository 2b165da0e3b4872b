"""What we can claim: evidence, findings, figures and tables, shown in a notebook."""
