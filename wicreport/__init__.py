"""What notebooks call: open a study, cite, count, claim, draw. Nothing is loaded before it is asked for."""

from importlib import import_module

_PLACES = {
    "cite": "citations",
    "compare_shares": "measures",
    "count": "measures",
    "count_actors": "measures",
    "count_by_edition": "participations",
    "count_comparable": "measures",
    "count_covered": "measures",
    "count_days": "calendars",
    "count_documents": "measures",
    "count_editions": "measures",
    "count_labelled": "scores",
    "count_proofs": "proofs",
    "count_weekdays": "calendars",
    "cross_appearances": "participations",
    "cross_evidence": "tables",
    "describe_appearances": "glances",
    "disagreement": "disagreements",
    "draw_bars": "figures",
    "draw_glance": "panoramas",
    "draw_matrix": "figures",
    "draw_timeline": "figures",
    "draw_units": "figures",
    "edition_days": "calendars",
    "figure_exhibit": "exhibits",
    "find_comparable": "measures",
    "find_conflicts": "disagreements",
    "find_participants": "participations",
    "find_quantity_conflicts": "disagreements",
    "finding": "verdicts",
    "first_year": "measures",
    "glance_editions": "glances",
    "is_one_actor": "measures",
    "name_sources": "namings",
    "open_study": "studies",
    "quantify": "measures",
    "rate_by_edition": "measures",
    "read_by_hand": "scores",
    "read_day": "calendars",
    "read_weekday": "calendars",
    "score_study": "scores",
    "shift_day": "calendars",
    "table_exhibit": "exhibits",
    "tabulate_bodies": "tables",
    "tabulate_corrections": "corrections",
    "tabulate_evidence": "tables",
    "tabulate_proofs": "proofs",
    "tabulate_rates": "scores",
    "tabulate_scores": "scores",
    "tabulate_values": "tables",
    "take_sources": "citations",
    "theme_share": "measures",
    "Reasoning": "claims",
    "Value": "values",
}

__all__ = sorted(_PLACES)  # the places are the one list of what there is

MODULES = sorted({f"wicreport.findings.{name}" for name in _PLACES.values()})
"""The modules behind these names, for whoever loads them beforehand."""


def __getattr__(name: str) -> object:
    """Return a function of the findings room, loaded on first use so that the command line starts without it."""
    if name not in _PLACES:
        import_module("wicreport.findings.lookups").refuse_name(name, __all__, __name__)
    found = getattr(import_module(f"wicreport.findings.{_PLACES[name]}"), name)
    if name == "Value":  # asked for by its makers
        return found
    return import_module("wicreport.findings.arguments").checked_call(found, name)


def __dir__() -> list[str]:
    return __all__
