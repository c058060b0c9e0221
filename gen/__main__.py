"""`python -m gen`: the command line."""

from gen.cli.main import main

main()
