"""In which language a title is: titles of real and likely works, and English ones that hold foreign words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.text.language import ENGLISH, SMALL_WORDS, guessed, is_english


@pytest.mark.parametrize(
    ("language", "expected"),
    [("", True), ("en-GB", True), ("en_US", True), ("eng", True), ("english", True), ("de", False), ("fr", False)],
)
def test_english(language, expected):
    assert is_english(language) is expected


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Über die Bedeutung der Sprache für das Denken", "German"),
        ("Die Anmut des Unscheinbaren", "German"),
        ("Augustus und die Macht der Bilder", "German"),
        ("Kritik der reinen Vernunft und das Ding an sich", "German"),
        ("La théorie de la relativité", "French"),
        ("Sur l'apprentissage d’une langue", "French"),
        ("Les règles de l’art dans la littérature", "French"),
        ("Historia de la lengua y de los pueblos", "Spanish"),
        ("El aprendizaje por refuerzo en los robots", "Spanish"),
        ("Introduzione alla teoria delle reti elettriche", "Italian"),
        ("Uma introdução às redes neurais para o ensino da ciência", "Portuguese"),
        ("De geschiedenis van het denken", "Dutch"),
        ("Om språkets betydelse för tänkandet och minnet", "Swedish"),
        ("Om sprogets betydning og historien om det", "Danish or Norwegian"),
        ("Teoria i praktyka w szkole", "Polish"),
        ("Algoritmy a programy pro výuku ve škole", "Czech"),
        ("A nyelv és az elme", "Hungarian"),
        ("Yapay zekâ ve dil için bir giriş", "Turkish"),
        ("Теория вероятностей и её приложения", "Cyrillic"),
        ("Περί ψυχής", "Greek"),
    ],
)
def test_titles_that_are_clearly_not_english(title, language):
    assert guessed(title) == language


@pytest.mark.parametrize(
    "title",
    [
        "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks",
        "Van der Waals Heterostructures",
        "Van der Waals Forces in Die Casting",
        "De Rham Cohomology",
        "De novo Protein Design",
        "Los Angeles, Las Vegas, La Paz",
        "Rio de Janeiro, Santiago de Compostela",
        "El Niño, La Niña",
        "Don Quixote de la Mancha",
        "de la Vallée Poussin Sums",
        "Con-Artists and Die-Hards: La Dolce Vita",
        "In Vitro, In Vivo",
        "Learning z via k Nearest Neighbours",
        "Die Neue Typographie",
        "Le Cun",
        "SOM, DER, DIE: Acronyms",
        "α-β Filters",
        "深度学习",
        "Pneumothorax",
        "",
    ],
)
def test_others_are_left_to_the_rules_for_english(title):
    """One small word, one before a name, or words that English has, too, are no proof."""
    assert guessed(title) == ""


def test_english_words_are_those_of_no_other_language():
    for words in SMALL_WORDS.values():
        assert words & ENGLISH == set()


@given(st.text(max_size=60), st.sampled_from(sorted(ENGLISH)))
def test_one_english_word_is_enough_unless_the_letters_are_others(title, word):
    assert guessed(f"{title} {word} {title}") in ("", "Cyrillic", "Greek", "Armenian")
