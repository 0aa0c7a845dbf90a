"""Run the command line: `python -m quwei`."""

from quwei.ui.command_line import main

if __name__ == "__main__":
    main()
