"""`python -m wicreport`: the command line."""

from wicreport.cli import main

if __name__ == "__main__":
    main()
