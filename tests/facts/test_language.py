"""Small words of languages: by the word classes of each language's grammar, and by titles of real works.

The grammars list closed classes; a class is written out in their order here, so that each word has its place.
"""

import unicodedata

import pytest

from refexport.text.language import ENGLISH, SCRIPTS, SMALL_WORDS, guessed

GRAMMARS = {
    "German": {  # Duden, Die Grammatik
        "articles": "der die das dem den des ein eine einem einen einer eines",
        "prepositions": "auf aus bei durch für gegen mit nach ohne unter über von vor zu zwischen",
        "prepositions with articles": "am beim im vom zum zur",
        "conjunctions": "oder und wie",
        "particles, pronouns and verbs": "nicht sich ist sind",
    },
    "French": {  # Grevisse, Le bon usage
        "articles": "l’ la le les un une des du",
        "prepositions": "à au aux avec chez dans d’ de en entre par pour sans selon sous sur vers",
        "conjunctions": "comme et ou qu’ que",
        "pronouns and determiners": "ces cette elle leur ses son qui",
        "particles and verbs": "est pas",
    },
    "Spanish": {  # Real Academia Española, Nueva gramática
        "articles": "el la lo las los un una",
        "prepositions": "al con de del desde en entre hacia para por sin sobre",
        "conjunctions": "como o que y",
        "pronouns and determiners": "se su sus",
        "adverbs and verbs": "es más",
    },
    "Italian": {  # Serianni, Grammatica italiana
        "articles": "il lo l’ la gli le un un’ una uno",
        "prepositions": "con da di per su tra",
        "prepositions with articles": "ai al agli alla alle dal dalla dei del dell’ della delle nei nel nell’ nella nelle "
        "sul sull’ sulla sulle sugli",
        "conjunctions": "che e",
        "adverbs and verbs": "non è",
    },
    "Portuguese": {  # Cunha and Cintra, Nova gramática
        "articles": "o os um uma",
        "prepositions": "com de em entre para por sem sobre",
        "prepositions with articles": "ao aos à às da das do dos na nas nos pela pelo",
        "conjunctions": "e ou que",
        "pronouns and adverbs": "se sua mais não",
    },
    "Dutch": {  # Algemene Nederlandse Spraakkunst
        "articles and demonstratives": "de het een deze die",
        "prepositions": "aan bij door met naar om op te tot tussen uit van voor",
        "conjunctions and adverbs": "als en niet ook",
        "pronouns and verbs": "hun wordt zijn",
    },
    "Swedish": {  # Svenska Akademiens grammatik
        "articles": "de den det en ett",
        "prepositions": "av efter för från genom hos inom med mellan mot på till ur vid",
        "conjunctions": "att eller när och om samt",
        "pronouns, adverbs and verbs": "sig som ej är",
    },
    "Danish or Norwegian": {  # Den Danske Ordbog; Norsk referansegrammatikk
        "articles": "den det de en et",
        "prepositions": "af av efter etter fra gennem gjennom hos innen med mellem mellom mot mod om på til ved",
        "conjunctions": "eller når og",
        "pronouns, adverbs and verbs": "seg sig som er ikke",
    },
    "Finnish": {  # Iso suomen kielioppi
        "conjunctions": "eli että ja kun sekä tai vai",
        "pronouns and adverbs": "joka jonka sen miten",
        "postpositions and verbs": "kanssa mukaan ei ovat",
    },
    "Polish": {  # Bańko, Wykłady z polskiej fleksji
        "prepositions": "dla do na nad o od po pod przez przy u w z za ze",
        "conjunctions": "czy i jak jako lub oraz",
        "particles and verbs": "nie się jest",
    },
    "Czech": {  # Příruční mluvnice češtiny
        "prepositions": "do k ke na o od po pro při s u v ve z ze za",
        "conjunctions": "aby i jak jako nebo že",
        "pronouns": "jeho se",
    },
    "Hungarian": {  # Magyar grammatika
        "articles": "az egy",
        "conjunctions and postpositions": "és hogy mint szerint vagy",
        "pronouns, prefixes and others": "ki meg nem való",
    },
    "Turkish": {  # Göksel and Kerslake, Turkish
        "numerals and demonstratives": "bir bu",
        "conjunctions and clitics": "da de ile ve veya",
        "postpositions and participles": "için üzerine üzerinde olan olarak",
    },
    "Romanian": {  # Gramatica de bază
        "articles": "al ale lui un o unei unor unui",
        "prepositions": "asupra cu de din dintre în la pe pentru prin",
        "conjunctions": "ca ce sau și",
        "pronouns and verbs": "care fi",
    },
    "Catalan": {  # Gramàtica de la llengua catalana
        "articles": "el els l’ la les un una",
        "prepositions": "al als amb de del dels en per pel sobre",
        "conjunctions": "o",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", GRAMMARS)
def test_small_words_are_those_of_the_grammar(language):
    words = sorted(word for classes in GRAMMARS[language].values() for word in classes.split())
    assert sorted(SMALL_WORDS[language]) == words


def test_there_is_a_grammar_for_each_language():
    assert set(SMALL_WORDS) == set(GRAMMARS)


ENGLISH_CLASSES = {
    "prepositions": "about against at between beyond by for from into of on through to toward towards under with within "
    "without",
    "conjunctions and particles": "and or than not",
    "pronouns and determiners": "it its our that the their these this those we what which who you your",
    "adverbs": "how when where why",
    "verbs": "are is was can does should based using",
}
"""Quirk and others, A Comprehensive Grammar of the English Language, chapter 2.34 (closed classes), and two of titles."""


def test_english_words_are_those_of_the_grammar():
    assert sorted(ENGLISH) == sorted(word for words in ENGLISH_CLASSES.values() for word in words.split())


TITLES = [
    ("Die Leiden des jungen Werthers", "German"),
    ("Das Kapital: Kritik der politischen Ökonomie", "German"),
    ("Also sprach Zarathustra: Ein Buch für Alle und Keinen", "German"),
    ("À la recherche du temps perdu", "French"),
    ("Discours de la méthode", "French"),
    ("Voyage au bout de la nuit", "French"),
    ("La vida es sueño", "Spanish"),
    ("El ingenioso hidalgo don Quijote de la Mancha", "Spanish"),
    ("Il nome della rosa", "Italian"),
    ("Manual de pintura e caligrafia", "Portuguese"),
    ("De avonden: een winterverhaal", "Dutch"),
    (
        "Begrebet Angest: en simpel psychologisk-paapegende Overveielse i Retning af det dogmatiske Problem",
        "Danish or Norwegian",
    ),
    ("W pustyni i w puszczy", "Polish"),
    ("Az ember tragédiája", ""),
    ("Nils Holgerssons underbara resa genom Sverige", ""),
]
"""Titles of classics as national libraries list them."""


@pytest.mark.parametrize(("title", "language"), TITLES)
def test_titles_of_classics(title, language):
    """Two small words of one language are enough; where there is one only, nothing is said."""
    assert guessed(title) == language


@pytest.mark.parametrize("word", ["von", "van", "de la"])
def test_one_small_word_is_not_enough(word):
    assert guessed(f"Methods {word} Neumann") == ""


def test_scripts_with_capitals_are_recognised_to_their_ends():
    """The Unicode Standard, chapter 5.18: bicameral scripts; the first and last letters of their blocks."""
    letters = {"Cyrillic": "ЀЁАЯаяѐџԯ", "Greek": "ͰΑΩαωϿἀᾼ", "Armenian": "ԱՖաև"}
    assert letters.keys() == SCRIPTS.keys()
    for script, some in letters.items():
        for letter in some:
            assert script.upper() in unicodedata.name(letter)
            assert guessed(letter * 3) == script, letter
