"""Names that may be meant: the nearest first, and all there are where none is near."""

from __future__ import annotations

from wicreport.corpus.near_names import find_near, offer_names

KNOWN = ("wapack-2018", "protocol-2021", "scmp-2022")


def test_the_nearest_name_is_found_and_none_where_none_is_near() -> None:
    assert find_near("protocl-2021", KNOWN) == ["protocol-2021"]
    assert find_near("x", KNOWN) == []
    assert find_near("edition", ["edit", "editions", "x"], most=2) == ["editions", "edit"]
    assert find_near("protocl-2021", KNOWN, alike=0.99) == []
    assert find_near(2018, ["2017", "x"]) == ["2017"]


def test_names_are_offered_in_a_sentence() -> None:
    assert offer_names("protocl-2021", KNOWN) == "Write protocol-2021, if that is meant."
    assert offer_names("x", iter(KNOWN)) == "There are wapack-2018, protocol-2021, scmp-2022."
    assert offer_names("x", []) == "There is none."
    assert offer_names("x", [f"{n:03}" for n in range(30)]).endswith("022, 023 and 6 more.")
