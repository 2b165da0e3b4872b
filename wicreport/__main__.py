"""`python -m wicreport`: the command line."""

from wicreport.cli import main

main()
