"""Loads as it is imported, once, what every notebook needs, for the process that kernels are forked from."""

import os
from contextlib import suppress
from importlib import import_module

from wicreport.briefing.forks import spare_imports

__all__: list[str] = []  # to be imported is all that such a process can be told to do; nothing else does it

spare_imports()
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it before it loads a library

import ipykernel.kernelapp  # noqa: E402, F401  # after what it need not load
import matplotlib.backends.backend_svg  # noqa: E402, F401  # what figures are drawn with
import pandas  # noqa: E402  # it asks as it is loaded whether it is in a kernel

import wicreport  # noqa: E402
from wicreport.errors import WicReportError  # noqa: E402
from wicreport.findings.studies import open_study  # noqa: E402

pandas.set_option("display.max_columns", 20)
for _name in wicreport.MODULES:
    import_module(_name)
with suppress(WicReportError, OSError):  # a corpus that cannot be read is told by the build itself
    open_study()
