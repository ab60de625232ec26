"""Says in one sentence what is missing when this Python cannot carry the program; used before .venv exists."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this line is read by the older Python that it names
    sys.exit("Python 3.11 or newer is needed, this is {}.{}: make PYTHON=python3.12 ...".format(*sys.version_info))
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit("Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv")
