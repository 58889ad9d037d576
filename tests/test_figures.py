"""Figures that no journalist means: slips, other scripts, endless digits. Each is read or left, none costs a text."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsextract.amounts.model import MOST
from newsextract.pipeline import extract_rows
from newsextract.store import pack, unpack

TEMPLATES = [
    "Selon l'état-major, {} soldats ukrainiens ont été tués et {} blessés près de Pokrovsk.",
    "La brigade a reçu {} canons de {} mm et environ {} obus de 155, a dit le ministre.",
    "Entre {} et {} miliciens auraient quitté Goma, d'après l'ONU.",
    "Ils ont saisi une mitrailleuse de calibre .50{} fusils et {} pistolets de calibre {}.",
    "Au nombre de {}, les rebelles tiennent {} villages à {} km de Kidal.",
]
digits = st.text("0123456789", min_size=1, max_size=40)
grouped = st.lists(st.text("0123456789", min_size=3, max_size=3), min_size=1, max_size=9)
figures = st.one_of(
    digits,
    st.builds(lambda mark, groups: mark.join(groups), st.sampled_from([" ", "\xa0", "\u202f", ".", "'", ","]), grouped),
    st.builds(
        "{}{}{}".format, st.sampled_from(["-", "−", ",", ".", "+", "~", "½", ""]), digits, st.sampled_from(",.½%e²")
    ),
    st.sampled_from(["٣٤٥", "１２３", "10⁹", "Ⅻ", "∞", "NaN", "1e308", "zéro", "mille milliards de mille milliards"]),
    st.text(st.characters(categories=("Nd", "Nl", "No", "Sm", "Pd")), min_size=1, max_size=6),
)


@example(TEMPLATES[3], [",12", "2", "9"])
@given(st.sampled_from(TEMPLATES), st.lists(figures, min_size=3, max_size=3))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_figure_costs_a_text(template: str, chosen: list[str]) -> None:
    text = template.format(*chosen)
    (result,) = extract_rows([text])
    assert unpack(pack(result)) == result
    for rows in result["tables"].values():
        for row in rows:
            assert text[row["start"] : row["end"]] == row["text"]
            bounds = [row.get(name) for name in ("low", "high", "quantity_low", "quantity_high")]
            assert all(bound is None or 0 <= bound <= MOST for bound in bounds), row
