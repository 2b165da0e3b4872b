"""Coverage-guided fuzzing of everything that parses; `python -m tests.fuzzing` needs atheris, the tests do not."""
