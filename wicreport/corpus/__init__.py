"""The corpus room: what each document is, and which of its words are the article; what they mean is coding."""

from __future__ import annotations

__all__: list[str] = []
