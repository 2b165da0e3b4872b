"""Archives of documents: their members and the bytes of one; how a member is read as text is in documents."""

from __future__ import annotations

import zipfile
import zlib
from functools import lru_cache

from wicreport.corpus.addresses import open_address
from wicreport.corpus.documents import refuse_large, select_documents, select_strays
from wicreport.errors import DocumentError

__all__ = ["list_members", "list_others", "read_member"]


def list_members(address: str, version: str) -> tuple[str, ...]:
    """Return the names of an archive's documents, sorted.

    Parameters
    ----------
    address
        The archive.
    version
        What differs when it was written anew.

    Raises
    ------
    DocumentError
        If it is no archive or a broken one.
    """
    return select_documents(name for name in _open_archive(address, version).namelist() if not name.endswith("/"))


def list_others(address: str, version: str) -> tuple[str, ...]:
    """Return the names of an archive's files that are not read, sorted; parameters and errors as for its documents."""
    return select_strays(name for name in _open_archive(address, version).namelist() if not name.endswith("/"))


def read_member(address: str, version: str, member: str) -> bytes:
    """Return the bytes of one member of an archive; parameters as for its list.

    Raises
    ------
    DocumentError
        If the member is broken, locked or very large.
    """
    where = f"{address}, {member}"
    archive = _open_archive(address, version)
    try:
        refuse_large(archive.getinfo(member).file_size, where)
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise DocumentError("is broken", where=where, remedy="Fetch the archive again.") from error
    except (RuntimeError, NotImplementedError) as error:
        what = "is locked, or packed in a way that is not read"
        raise DocumentError(what, where=where, remedy="Pack it again without a password.") from error


@lru_cache(maxsize=2)
def _open_archive(address: str, version: str) -> zipfile.ZipFile:
    """Return an archive; its list of members is long, so that it is read once and not for each part."""
    try:
        return zipfile.ZipFile(open_address(address))
    except (zipfile.BadZipFile, EOFError) as error:
        raise DocumentError("is no archive", where=address, remedy="Fetch it again or take it out.") from error
