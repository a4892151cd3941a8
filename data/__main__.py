"""python -m data: the commands about files and the store."""

import sys

from shirong.commands import data as main

if __name__ == "__main__":
    sys.exit(main())
