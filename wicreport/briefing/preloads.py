"""Loaded once by the process that kernels are forked from: the libraries of every notebook, and the rules made ready.

It is the one module that works as it is imported, since that is all such a process can be told to do; nothing else
imports it. A corpus that cannot be read is told by the build itself.
"""

from contextlib import suppress
from importlib import import_module

import ipykernel.kernelapp
import matplotlib.backends.backend_svg  # noqa: F401  # what figures are drawn with

import wicreport
from wicreport.errors import WicReportError

for _name in wicreport.MODULES:
    import_module(_name)
with suppress(WicReportError, OSError):
    wicreport.open_study()

__all__ = ["ipykernel"]
