"""Loads as it is imported, once, what every notebook needs, for the process that kernels are forked from."""

import atexit
import builtins
import gc
import os
from contextlib import suppress
from importlib import import_module
from types import SimpleNamespace

from wicreport.briefing.forks import spare_imports
from wicreport.errors import WicReportError

__all__: list[str] = []  # to be imported is all that such a process can be told to do; nothing else does it

_OF_KERNELS = ("ipykernel.kernelapp", "ipykernel.debugger", "wicreport.briefing.outlets")

atexit.register(os._exit, 0)  # has nothing to tidy up, and whoever reads what the build prints waits until it is gone
spare_imports()
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # no kernel of a build is debugged
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it before it loads a library
builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]  # pandas asks for one
try:
    import wicreport

    for _name in (*_OF_KERNELS, "matplotlib.backends.backend_svg", *wicreport.MODULES):
        import_module(_name)
finally:
    del builtins.get_ipython  # type: ignore[attr-defined]
with suppress(WicReportError, OSError):  # a corpus that cannot be read is told by the build itself
    import_module("wicreport.findings.studies").open_study()._repr_mimebundle_()
_figures, _frame = import_module("wicreport.findings.figures"), import_module("pandas").DataFrame
_drawing = _figures.draw_units(_frame({"label": ["one"], "count": [1]}), label="label", count="count")
import_module("wicreport.findings.exhibits").render_svg(_drawing, "fig-none", "Nothing")
gc.freeze()  # all of it stays: no kernel needs to look through it for what can go
