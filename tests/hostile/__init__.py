"""Documents that mean harm: each ends in a correct result or a clear error, soon, and nothing in it is obeyed."""
