"""python -m metrics: the commands about scores, ranks and the books."""

import sys

from shirong.commands import metrics as main

if __name__ == "__main__":
    sys.exit(main())
