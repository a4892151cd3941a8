"""python -m shirong: the same as the program `shirong`."""

import sys

from shirong.commands import main

if __name__ == "__main__":
    sys.exit(main())
