"""`python -m lintas` is the command line of the house."""

from lintas.config.command import main

if __name__ == "__main__":
    main()
