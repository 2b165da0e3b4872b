"""What the texts say, as coded records; nothing here reads documents or judges what they mean."""

from __future__ import annotations
