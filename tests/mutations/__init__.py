"""Mutants of the whole project, from document to report, each with the reaction that it has to meet."""
