"""Entries of every kind that exporters are known to damage, invented here; and the truth about them in CSL-JSON."""

from refexport.model.entry import Entry, parse_value
from refexport.model.text import Style, plain_text
from tests.truth import truth_of


def entry(key, type_, /, **fields):
    return Entry(key, type_, {field: parse_value(field, value) for field, value in fields.items()})


def arxiv(eprint, class_="cs.LG"):
    return {"eprint": eprint, "eprinttype": "arxiv", "eprintclass": class_}


SAMPLES = (
    entry("finn2017", "preprint", title="Model-Agnostic Meta-Learning: MAML for Few-Shot k-NN", author=["Finn, Chelsea", "Abbeel, Pieter"],
          date="2017-03-09", url="https://arxiv.org/abs/1703.03400", keywords=["maml", "R&D"], **arxiv("1703.03400")),
    entry("hooft1999", "preprint", title="Anomalies in {Gravity} $\\ell_1$ and $x_{i}^{2}$ spaces", author=["'t Hooft, Gerard"],
          date="1999-01", **arxiv("hep-th/9901001", "hep-th")),
    entry("openai2023", "preprint", title="GPT-4 Technical Report", author=["{OpenAI}"], date="2023-03-15", **arxiv("2303.08774", "cs.CL")),
    entry("published2019", "inproceedings", title="BERT: Pre-training of Deep Bidirectional Transformers", author=["Devlin, Jacob", "Chang, Ming-Wei"],
          booktitle="Proceedings of the 2019 Conference of NAACL", eventtitle="NAACL-HLT 2019", venue="Minneapolis", publisher="Association for Computational Linguistics",
          location="Stroudsburg, PA", pages="4171--4186", date="2019-06", doi="10.18653/v1/n19-1423", **arxiv("1810.04805", "cs.CL")),
    entry("gogh1888", "article", title="Letters on Colour & Light", author=["van Gogh, Vincent", "de la Tour, Jr., Henri"], journaltitle="Journal of Art & Science",
          shortjournal="J. Art Sci.", volume="12", number="3", pages="1--10", date="1888-07-04", issn="1234-5679", doi="10.1000/j_art.1888%23"),
    entry("roman1990", "article", title="50% off: #1 price_cut for $5, ~ a^b and \\{braces\\} \\\\ slash", author=["O’Brien, Seán"], journaltitle="Econ",
          volume="XIV", eid="e1007", date="1990"),
    entry("kings1963", "article", title="A Dream", author=["King, Jr., Martin Luther"], journaltitle="Speeches", volume="1", date="1963-08-28"),
    entry("who2020", "report", title="World Report on Vision", author=["{World Health Organization, Research and Training}"], institution="World Health Organization",
          genre="resreport", number="WHO-1", location="Geneva", date="2020", isbn="978-92-4-151657-0"),
    entry("many2012", "article", title="Observation of a New Boson", author=["Aad, Georges", "others"], journaltitle="Physics Letters B", volume="716", number="1",
          pages="1--29", date="2012-09-17", doi="10.1016/j.physletb.2012.08.020"),
    entry("djokovic2001", "article", title="On Matrices", author=["Đoković, Dragomir Ž.", "Erdős, Pál", "Çelik, Şule", "Łoś, Jerzy", "Sørensen, Åse"],
          journaltitle="Acta", volume="3", date="2001"),
    entry("iceland2003", "book", title="Sagas", author=["Þorsson, Örnólfur"], publisher="Bjartur", location="Reykjavík", date="2003", isbn="0-306-40615-2"),
    entry("berger2010", "article", title="Über die Bedeutung der Sprache für das Denken", author=["Müller, Jürgen"], journaltitle="Zeitschrift für Philosophie",
          volume="5", number="2", pages="11--40", date="2010-05", language="de"),
    entry("french2011", "book", title="L’Été à la plage : « Récits »", author=["Évrard, Noëlle"], publisher="Éditions du Seuil", location="Paris", date="2011", language="fr"),
    entry("chem2005", "article", title="Adsorption of H<sub>2</sub>O and CO<sub>2</sub> at 10<sup>th</sup> <i>E. coli</i> <b>Sites</b>", author=["Curie, Marie"],
          journaltitle="Chem", volume="9", date="2005"),
    entry("greek2015", "article", title="β-VAE and α-divergence: Δ-learning over 5 ≤ n ≤ ∞", author=["Higgins, Irina"], journaltitle="ML", volume="2", date="2015"),
    entry("dash2014", "article", title="Supply–demand “quoted” text — ‘single’ and so on…", author=["Jean-Paul, Marie-Claire"], journaltitle="Econ", volume="8", date="2014"),
    entry("goodfellow2016", "book", title="Deep Learning", subtitle="An Introduction", author=["Goodfellow, Ian", "Bengio, Yoshua"], publisher="MIT Press",
          location="Cambridge, MA", edition="2", date="2016", isbn="9780262035613", series="Adaptive Computation", number="7"),
    entry("series2008", "inproceedings", title="Parallel SVMs", author=["Zhang, Li"], booktitle="Machine Learning: ECML 2008", series="Lecture Notes in Computer Science",
          volume="5211", number="1", editor=["Daelemans, Walter"], pages="1--16", publisher="Springer", location="Berlin", date="2008", doi="10.1007/978-3-540-87479-9_31"),
    entry("workshop2015", "inproceedings", title="Siamese Neural Networks for One-shot Image Recognition", author=["Koch, Gregory"],
          eventtitle="ICML Deep Learning Workshop", date="2015"),
    entry("chapter1998", "incollection", title="Learning to Learn", author=["Thrun, Sebastian", "Pratt, Lorien"], booktitle="Learning to Learn",
          editor=["Thrun, Sebastian"], publisher="Kluwer", location="Boston", pages="3--17", chapter="1", date="1998"),
    entry("editors2004", "collection", title="Readings in Information", editor=["Smith, Ann", "Jones, Bob"], publisher="Oxford University Press", date="2004"),
    entry("proc2019", "proceedings", title="Advances in Neural Information Processing Systems 32", editor=["Wallach, Hanna"], publisher="Curran", date="2019"),
    entry("phd1987", "thesis", title="Evolutionary Principles in Self-Referential Learning", author=["Schmidhuber, Jürgen"], genre="phdthesis",
          institution="Technische Universität München", date="1987-05-14", location="Munich"),
    entry("msc2011", "thesis", title="Training RNNs", author=["Doe, Jane"], genre="mathesis", institution="University of Toronto", date="2011"),
    entry("bsc2018", "thesis", title="Small Nets", author=["Roe, Jo"], genre="bathesis", institution="ETH Zürich", date="2018"),
    entry("openai2019", "report", title="Language Models are Unsupervised Multitask Learners", author=["Radford, Alec"], institution="OpenAI", genre="techreport",
          date="2019", url="https://cdn.openai.com/better-language-models/a_b%20c~d.pdf?x=1&y=#z"),
    entry("omniglot2015", "dataset", title="Omniglot", author=["Lake, Brenden"], date="2015", publisher="Zenodo", version="1.2", doi="10.5281/zenodo.1234567"),
    entry("pytorch2019", "software", title="PyTorch", author=["{The PyTorch Team}"], date="2019-10", version="1.3.0", url="https://pytorch.org", publisher="Facebook"),
    entry("video2020", "video", title="Meta-Learning Lecture 1", author=["Finn, Chelsea"], date="2020", organization="YouTube", url="https://www.youtube.com/watch?v=0rZtSwNOTQo"),
    entry("blog2018", "blogpost", title="Meta-Learning: Learning to Learn Fast", author=["Weng, Lilian"], date="2018-11-30", organization="Lil’Log",
          url="https://lilianweng.github.io/posts/2018-11-30-meta-learning/", urldate="2024-01-02"),
    entry("web2021", "online", title="The iPhone page", author=["Doe, Jane"], organization="Example Site", date="2021", url="https://example.org/~jane/a_b?c=d%20e&f=g#h"),
    entry("misc2000", "misc", title="Private Notes", author=["Plato"], howpublished="Handwritten", date="2000", note="Costs 5% & more"),
    entry("unpub1999", "unpublished", title="Unpublished Notes", author=["Noether, Emmy"], note="Lecture notes", date="1999"),
    entry("manual2022", "manual", title="The TeX Users Manual", author=["Knuth, Donald E."], organization="TUG", edition="3", date="2022"),
    entry("season2017", "article", title="Spring Things", author=["May, June"], journaltitle="Quarterly", volume="4", issue="2", date="2017-21"),
    entry("range2017", "inproceedings", title="Ranges", author=["Bolzano, Bernard"], booktitle="Proceedings of Ranges", date="2017-08-06/2017-08-11", publisher="PMLR"),
    entry("abstract2001", "article", title="Tags", author=["Tag, Ann"], journaltitle="Tagging", volume="1", date="2001",
          abstract="First line.\nER  - \nTY  - JOUR\nTI  - Injected & 100% <b>bold</b> text"),
    entry("Conf:2011/a+b", "inproceedings", title="Ørsted’s C++ and K-Means in 3D", author=["García Márquez, Gabriel", "von der Leyen, U."], booktitle="Proc. of Keys",
          date="2011", publisher="ACM", doi="10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
    entry("inbook2013", "inbook", title="A Part", author=["Part, Al"], booktitle="The Whole", publisher="House", date="2013", pages="5"),
)  # fmt: skip
"""All in letters that pdflatex has, and complete, so that no client has a reason to complain."""

BEYOND_T1 = (
    entry("zhou2016", "book", title="机器学习", author=[{"family": "周", "given": "志华"}], publisher="清华大学出版社", date="2016", language="zh"),
    entry("tolstoy1869", "book", title="Война и мир", author=["Толстой, Лев"], publisher="Русский вестник", date="1869", language="ru"),
    entry("nguyen2020", "article", title="Ngôn ngữ tiếng Việt 🎓", author=["Nguyễn, Thị Ánh Tuyết"], journaltitle="Tạp chí", volume="1", date="2020", language="vi"),
    entry("plato380", "book", title="Περί Φύσεως", author=["Ηράκλειτος"], publisher="Εκδόσεις", date="1990", language="el"),
)  # fmt: skip
"""What pdflatex has no letters for; other clients must read it all the same."""

TAGS = {Style.BOLD: "b", Style.ITALIC: "i", Style.SUB: "sub", Style.SUP: "sup"}


def truth(sample):
    """What a client should know of the entry, markup and whole dates included, as clients_check.py wants it."""
    return truth_of(sample) | {"title": _title(sample), "issued": _date(sample.date())}


def _title(sample):
    title = "".join(map(_run, sample.text("title")))
    return f"{title}: {plain_text(sample.text('subtitle'))}" if sample.has("subtitle") else title


def _run(span):
    if span.has(Style.MATH):
        return f"${span.text}$"
    tags = [tag for style, tag in TAGS.items() if span.has(style)]
    return "".join(f"<{tag}>" for tag in tags) + span.text + "".join(f"</{tag}>" for tag in reversed(tags))


def _date(date):
    season = {"season": date.month - 20} if date.season else {}
    return {"date-parts": [list(one.parts) for one in (date, date.end) if one]} | season
