"""Labels: a careful reading beside the documents, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wicreport.corpus.labels import LABELS, read_labelled, read_labels
from wicreport.errors import CatalogueError


def test_labels_are_read_by_file_name(tmp_path: Path) -> None:
    (tmp_path / LABELS).write_text('{"a.txt": {"quotes": []}}', encoding="utf-8")
    assert read_labels(tmp_path) == {"a.txt": {"quotes": []}}


def test_a_folder_without_labels_has_none(tmp_path: Path) -> None:
    assert read_labels(tmp_path) == {}


def test_the_project_labels_are_of_its_own_documents(seeds: Path) -> None:
    labels = read_labels(seeds)
    named = [name for name in labels if name.endswith(".txt")]
    assert len(named) >= 3
    assert [name for name in named if not (seeds / name).exists()] == []


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe"])
def test_labels_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LABELS).write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        read_labels(tmp_path)
    assert caught.value.where == str(tmp_path / LABELS)
    assert caught.value.remedy == "Restore it, or remove it."


def write_labelled(folder: Path, labels: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text("The conference opened. It closed.\n", encoding="utf-8")
    (folder / LABELS).write_text(json.dumps(labels), encoding="utf-8")
    return folder


BODY = {"body_start": "The conference", "body_end": "closed."}


def test_labels_come_with_the_documents_beside_them(tmp_path: Path) -> None:
    folder = write_labelled(tmp_path, {"a.txt": BODY, "families": []})
    for path in (folder, folder / LABELS):
        corpus, labels = read_labelled(path)
        assert [source.file for source in corpus.sources] == ["a.txt"]
        assert labels["a.txt"] == BODY


@pytest.mark.parametrize(
    ("labels", "what"),
    [
        ({}, "labels no document"),
        ({"b.txt": BODY}, "is not a document of the folder"),
        ({"a.txt": []}, "lacks body_start or body_end"),
        ({"a.txt": BODY | {"quotes": [{"quote": "It"}]}}, "speaker of {'quote': 'It'} is missing or of the wrong kind"),
        ({"a.txt": BODY | {"sentences": "none"}}, "is not a list of labels"),
        ({"a.txt": BODY, "families": [{"members": ["a.txt", "c.txt"]}]}, "c.txt has no labels"),
        ({"a.txt": BODY, "families": [{}]}, "is not a list of labels"),
        ({"a.txt": BODY, "families": [{"members": [], "label": "identic"}]}, "the label 'identic' is unknown"),
    ],
)
def test_labels_that_do_not_fit_the_documents_are_refused(tmp_path: Path, labels: object, what: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_labelled(write_labelled(tmp_path, labels))
    assert caught.value.what == what
    assert caught.value.where.startswith(str(tmp_path / LABELS))


QUOTE = {"quote": "It", "speaker": None, "speaker_canonical": None, "kind": "speech"}


@pytest.mark.parametrize(
    ("labels", "where", "what", "remedy"),
    [
        ({"a.txt": BODY | {"quots": []}}, "a.txt", "the key 'quots'", "It may be 'quotes'. Known are title"),
        (
            {"a.txt": BODY | {"quotes": [QUOTE, QUOTE | {"Speeker": "X"}]}},
            "a.txt, quotes, label 2", "the key 'Speeker'", "It may be 'speaker'. Known are quote, speaker,",
        ),
        ({"families": [{"member": []}]}, "families, label 1", "the key 'member'", "It may be 'members'."),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_refused_with_the_nearest_one(
    tmp_path: Path, labels: dict[str, object], where: str, what: str, remedy: str
) -> None:
    folder = write_labelled(tmp_path, labels)
    for read in (read_labelled, read_labels):
        with pytest.raises(CatalogueError) as caught:
            read(folder)
        assert caught.value.where == f"{folder / LABELS}, {where}"
        assert caught.value.what == f"{what} is unknown"
        assert caught.value.remedy.startswith(remedy)


def test_a_key_of_the_labellers_own_stands(tmp_path: Path) -> None:
    quote = QUOTE | {"confidence": 0.8}
    _, labels = read_labelled(write_labelled(tmp_path, {"a.txt": BODY | {"quotes": [quote], "reader": "second"}}))
    assert labels["a.txt"]["quotes"] == [quote]


@pytest.mark.parametrize(("name", "nearest"), [("A.txt", "a.txt"), ("famillies", "families")])
def test_a_misspelt_document_is_refused_with_the_nearest_one(tmp_path: Path, name: str, nearest: str) -> None:
    with pytest.raises(CatalogueError, match=f"It may be '{nearest}'"):
        read_labelled(write_labelled(tmp_path, {"a.txt": BODY, name: {}}))


def test_a_folder_without_labels_cannot_be_scored(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such file"):
        read_labelled(tmp_path)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ({"body_end": "closed!"}, "body_end"),
        ({"title": "The Conference"}, "title"),
        ({"boilerplate": ["Share this"]}, "boilerplate"),
        ({"quantities": [{"text": "1,500", "value": 1500}]}, "quantities, text"),
        ({"sentences": [{"text": "The conference opend.", "themes": []}]}, "sentences, text"),
        (
            {"attendance": [{"who": "X", "edition_year": None, "status": "attended", "evidence": "X came"}]},
            "attendance, evidence",
        ),
    ],
)
def test_misspelt_words_of_a_label_are_named(tmp_path: Path, label: dict[str, object], key: str) -> None:
    with pytest.raises(CatalogueError, match="does not occur in the document") as caught:
        read_labelled(write_labelled(tmp_path, {"a.txt": BODY | label}))
    assert str(caught.value.where).endswith(f"a.txt, {key}")


def test_words_of_a_page_are_looked_for_in_its_extracted_text(tmp_path: Path) -> None:
    page = "<html><body><nav>Home</nav><p>The conference opened on Monday &amp; closed.</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    label = {"body_start": "The conference", "body_end": "Monday & closed.", "boilerplate": ["Home"]}
    (tmp_path / LABELS).write_text(json.dumps({"a.html": label}), encoding="utf-8")
    assert read_labelled(tmp_path)[1]["a.html"] == label
    (tmp_path / LABELS).write_text(json.dumps({"a.html": label | {"body_end": "&amp; closed."}}), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"“&amp; closed\.” does not occur"):
        read_labelled(tmp_path)
