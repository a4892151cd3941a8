"""python -m data: the commands about files and the store."""

import sys

from shirong.importing import main

if __name__ == "__main__":
    sys.exit(main())
