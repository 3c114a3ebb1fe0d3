"""Venues: names as people, exports and registries write them, and venues that are not one though they are called alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.works.venues import (
    is_placeholder_venue,
    known_venues,
    publishers_of,
    same_edition,
    same_publisher,
    same_venue,
    venue_of_doi,
)

NIPS = "Advances in Neural Information Processing Systems"
NAACL = (
    "Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics: "
    "Human Language Technologies, Volume 1 (Long and Short Papers)"
)
AAAI = (
    "The Thirty-Third AAAI Conference on Artificial Intelligence, AAAI 2019, The Thirty-First Innovative Applications of "
    "Artificial Intelligence Conference, IAAI 2019, The Ninth AAAI Symposium on Educational Advances in Artificial "
    "Intelligence, EAAI 2019, Honolulu, Hawaii, USA, January 27 - February 1, 2019"
)
EMNLP = (
    "Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing and the 9th International "
    "Joint Conference on Natural Language Processing (EMNLP-IJCNLP)"
)

SAME = [
    # renamed, abbreviated, with the number of the volume; dblp's title of the volume, Google Scholar's, the publisher's
    ("NIPS", "NeurIPS"),
    ("NeurIPS", f"{NIPS} 30"),
    ("NIPS'17", NIPS),
    ("Adv. Neural Inf. Process. Syst.", NIPS),
    ("31st Conference on Neural Information Processing Systems (NIPS 2017), Long Beach, CA, USA", NIPS),
    ("Proceedings of the 31st International Conference on Neural Information Processing Systems", NIPS),
    ("In Proceedings of the Thirty-sixth Annual Conference on Neural Information Processing Systems (NeurIPS)", NIPS),
    (f"{NIPS} 30: Annual Conference on Neural Information Processing Systems 2017, December 4-9, 2017, Long Beach, CA, USA", "NIPS 2017"),
    (NAACL, "NAACL-HLT (1)"),
    (NAACL, "NAACL"),
    ("Proceedings of the 2019 Conference of the North American Chapter of the ACL: Human Language Technologies", "NAACL-HLT"),
    ("ACL (1)", "Proceedings of the 56th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)"),
    ("Proceedings of the 49th Annual Meeting of the Association for Computational Linguistics: Human Language Technologies", "ACL"),
    (EMNLP, "EMNLP"),
    (EMNLP, "EMNLP/IJCNLP (1)"),
    ("EMNLP-CoNLL", "Proceedings of the 2012 Joint Conference on Empirical Methods in Natural Language Processing and Computational Natural Language Learning"),
    (AAAI, "AAAI"),
    (AAAI, "AAAI-19"),
    ("AAAI18", "AAAI Conference on Artificial Intelligence"),
    ("AAAI 2018 Conference", AAAI),
    ("Proc.~Thirty-Seventh AAAI Conference on Artificial Intelligence (AAAI-23)", "Proceedings of the AAAI Conference on Artificial Intelligence"),
    ("In Proceedings of the Association for the Advancement of Artificial Intelligence (AAAI)", "AAAI"),
    # sponsors that come and go
    ("2018 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
    ("Proceedings of the IEEE conference on computer vision and pattern recognition", "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"),
    ("In Proc. of CVPR", "IEEE Conf. Comput. Vis. Pattern Recognit."),
    ("Proc.~of the IEEE Conf.~on Computer Vision and Pattern Recognition (CVPR)", "IEEE Computer Society Conference on Computer Vision and Pattern Recognition"),
    ("Proc. of the IEEE/CVF International Conf.~on Computer Vision (ICCV)", "ICCV"),
    ("International Conference on Computer Vision,({ICCV})", "2017 IEEE International Conference on Computer Vision, ICCV 2017, Venice, Italy, October 22-29, 2017"),
    ("CVPRW", "IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops"),
    ("Computer Vision – ECCV 2018", "European Conference on Computer Vision"),
    ("ECCV (16)", "In Proceedings of the European conference on computer vision(ECCV)"),
    ("MICCAI (3)", "Medical Image Computing and Computer-Assisted Intervention – MICCAI 2015"),
    ("Lecture Notes in Computer Science: Medical Image Computing and Computer-Assisted Intervention – MICCAI 2015", "International Conference on Medical image computing and computer-assisted intervention"),
    ("ICLR (Poster)", "3rd International Conference on Learning Representations, {ICLR} 2015, San Diego, CA, USA, May 7-9, 2015, Conference Track Proceedings"),
    ("Proc. 30th Int. Conf. Mach. Learn.", "Intl. Conf. Machine Learning (ICML)"),
    ("Proceedings of IEEE ICASSP 2016", "ICASSP 2020 - 2020 IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)"),
    ("Proc. INTERSPEECH 2023", "Interspeech 2018, 19th Annual Conference of the International Speech Communication Association, Hyderabad, India, 2-6 September 2018"),
    ("KDD '19", "Proceedings of the 25th ACM SIGKDD International Conference on Knowledge Discovery & Data Mining"),
    ("CIKM'13", "22nd ACM International Conference on Information and Knowledge Management, CIKM'13, San Francisco, CA, USA, October 27 - November 1, 2013"),
    ("Proc. of ACM International Conference on Multimedia (ACM MM)", "2018 ACM Multimedia Conference on Multimedia Conference, MM 2018, Seoul, Republic of Korea, October 22-26, 2018"),
    ("Proceedings of the Web Conference 2020", "WWW '20: The Web Conference 2020"),
    ("USENIX Security Symposium", "26th USENIX Security Symposium (USENIX Security 17)"),
    ("OSDI", "12th USENIX Symposium on Operating Systems Design and Implementation (OSDI 16)"),
    ("In Proc. Robotics: Science and Systems (RSS)", "Robotics: Science and Systems XIV"),
    ("IEEE Int. Conf. Robot. Autom.", "2019 International Conference on Robotics and Automation (ICRA)"),
    ("Proc. SIGGRAPH", "ACM Transactions on Graphics"),  # papers of SIGGRAPH are printed there (dl.acm.org/journal/tog)
    ("Lecture Notes in Computer Science, vol. 9351", "LNCS 9351"),
    # journals: ISO 4, NLM, acronyms, letters of parts, articles, diacritics, TeX, "&", British spelling, programs' additions
    ("J. Mach. Learn. Res.", "The Journal of Machine Learning Research"),
    ("JMLR", "Journal of Machine Learning Research"),
    ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences"),
    ("PNAS", "Proc. Natl. Acad. Sci. U. S. A."),
    ("Proc Natl Acad Sci USA", "Proceedings of the National Academy of Sciences of the United States of America"),
    ("TPAMI", "IEEE Trans. Pattern Anal. Mach. Intell."),
    ("IEEE Transactions on Intelligent Transportation Systems(T-ITS)", "{IEEE} Trans. Intell. Transp. Syst."),
    ("IEEE Trans. Syst., Man, Cybern. {B}", "{IEEE} Transactions on Systems, Man, and Cybernetics---Part {B}: Cybernetics"),
    ("IEEE Trans. Circuits Syst. {II}", "{IEEE} Transactions on Circuits and Systems---Part {II}: Express Briefs"),
    ("N Engl J Med", "The New England Journal of Medicine"),
    ("Ann N Y Acad Sci", "Annals of the New York Academy of Sciences"),
    ("J. R. Stat. Soc. B", "Journal of the Royal Statistical Society: Series B (Statistical Methodology)"),
    ("Phil. Trans. R. Soc. A", "Philosophical Transactions of the Royal Society A: Mathematical, Physical and Engineering Sciences"),
    ("Physical Review D - Particles, Fields, Gravitation and Cosmology", "Phys. Rev. D"),
    ("Science (80-. ).", "Science"),  # Mendeley
    ("Bioinformatics (Oxford, England)", "Bioinformatics"),  # PubMed
    ("Nature reviews. Neuroscience", "Nat. Rev. Neurosci."),
    ("A\\&A", "Astronomy &amp; Astrophysics"),
    ("Computers & Graphics", "Computers and Graphics"),
    ("Behavioural and Brain Sciences", "Behavioral and Brain Sciences"),
    ("Paediatric Anaesthesia", "Pediatric Anesthesia"),
    ('Zeitschrift f{\\"u}r Physik', "Zeitschrift für Physik"),
    ("Angew. Chem. Int. Ed.", "Angewandte Chemie International Edition"),
    ("Journal of Statistical Mechanics: Theory and Experiment", "J. Stat. Mech."),
    ("IJERPH", "International Journal of Environmental Research and Public Health"),
    ("IEEE Transactions on Visualization and Computer Graphics (Proceedings IEEE Scientific Visualization 2020)", "TVCG"),
    ("Journal of Artificial Intelligence Research, vol. 12, pp. 149-198", "JAIR"),
    # venues that no table has
    ("Proc. of the 3rd Int'l Conf. on Applied Gardening", "Third International Conference on Applied Gardening, Kew, UK, May 2019"),
    ("J. Appl. Gard. Sci.", "Journal of Applied Gardening Science"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_venue(one, other):
    assert same_venue(one, other) is True
    assert same_venue(other, one) is True


OTHERS = [
    # other volumes of a conference, and its workshops
    ("Findings of ACL", "ACL"),
    ("EMNLP", "Findings of the Association for Computational Linguistics: EMNLP 2020"),
    ("CVPR Workshops", "CVPR"),
    ("Proceedings of the IEEE International Conference on Computer Vision Workshops", "ICCV"),
    ("NeurIPS 2018 Workshop on Continual Learning", NIPS),
    ("ICLR 2017 Workshop Track", "ICLR"),
    ("Proceedings of the 2018 EMNLP Workshop BlackboxNLP: Analyzing and Interpreting Neural Networks for NLP", "EMNLP"),
    ("Proceedings of the Student Research Workshop at ACL", "ACL"),
    ("2019 IEEE International Conference on Acoustics, Speech and Signal Processing Workshop on Robustness", "ICASSP"),
    # names with words in common
    ("Nature", "Nature Communications"),
    ("Nature", "Nature of Things"),
    ("Science", "Science Advances"),
    ("Cell", "Cell Reports"),
    ("IEEE Trans. Image Process.", "IEEE Trans. Signal Process."),
    ("IEEE Trans. Cybern.", "IEEE Transactions on Computers"),
    ("Journal of Gardening", "Journal of Gardening Letters"),
    ("Pattern Recognition", "Pattern Recognition Letters"),
    ("Machine Learning", "International Conference on Machine Learning"),
    ("Machine Learning", "Machine Learning: Science and Technology"),
    ("Machine Learning", "Journal of Machine Learning Research"),
    ("Artificial Intelligence", "AAAI"),
    ("Data Mining and Knowledge Discovery", "Knowledge Discovery and Data Mining"),
    ("IEEE International Conference on Data Mining", "SIAM International Conference on Data Mining"),
    ("European Conference on Computer Vision", "International Conference on Computer Vision"),
    ("Transactions of the ACL", "ACL"),
    ("EACL", "NAACL"),
    ("Phys. Rev. D", "Physical Review Letters"),
    ("Physical Review A", "Physical Review Applied"),
    ("J. Phys. A", "J. Phys. B"),
    ("Nucl. Phys. B Proc. Suppl.", "Nuclear Physics B"),
    ("Annals of Statistics", "Annals of Applied Statistics"),
    ("Applied Physics Letters", "Physical Review Letters"),
    ("NeuroImage: Clinical", "NeuroImage"),
    # no such venue (HALLMARK's kinds), and two that no table has
    ("Annual Symposium on Efficient Deep Learning", "NIPS 2017"),
    ("International Conference on Quantum Cooking", "Journal of Applied Gardening"),
    ("arXiv preprint arXiv:1810.04805", NAACL),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_venues(one, other):
    assert same_venue(one, other) is False
    assert same_venue(other, one) is False


UNKNOWN = [
    ("Lecture Notes in Computer Science", "ECCV"),  # in which that one appears
    ("Proceedings of Machine Learning Research", "ICML"),
    ("Conference on Empirical Methods in Natural Language Processing (EMNLP) Demo Track", "EMNLP"),
    ("Companion Proceedings of the Web Conference 2018", "WWW"),
    ("JCST", "Journal of Quantum Cooking Studies Today"),
    ("Medical Image Computing", "Medical Image Computing and Computer-Assisted Gardening"),
    ("Mathematical Programming, Series B", "Mathematical Programming"),
    ("Proceedings", "ICML"),
    ("", "ICML"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), UNKNOWN)
def test_what_is_not_known(one, other):
    assert same_venue(one, other) is None
    assert same_venue(other, one) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_an_answer_and_order_does_not_matter(one, other):
    assert same_venue(one, other) == same_venue(other, one)


WORDS = st.lists(
    st.sampled_from("In Proc. of the IEEE 34th Int. Conf. on Machine Learning , : ( ) ICML ACL '17 J. 2019".split())
)


@given(WORDS, WORDS)
def test_words_of_venues_in_any_order_are_an_answer(one, other):
    assert same_venue(" ".join(one), " ".join(other)) == same_venue(" ".join(other), " ".join(one))


def test_a_joint_conference_is_both():
    assert {venue.base for venue in known_venues(EMNLP)} == {"conf/emnlp", "conf/ijcnlp"}


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (
            "Proceedings of the 35th ICML",
            "Proceedings of the Thirty-Fifth International Conference on Machine Learning",
            True,
        ),
        ("Proceedings of the 35th ICML", "Proceedings of the 36th International Conference on Machine Learning", False),
        ("CVPR 2018", "2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition", False),
        ("KDD '19", "KDD 2019", True),
        ("CVPR", "2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition", None),
        ("NIPS 30", "NIPS 2017", None),  # the one counts volumes
    ],
)
def test_editions(one, other, answer):
    assert same_edition(one, other) is answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Curran Associates, Inc.", "Curran"),
        ("ACM", "Association for Computing Machinery"),
        ("New York, NY, USA: ACM", "ACM Press"),
        ("Springer Nature", "Springer"),
        ("Springer-Verlag", "Springer International Publishing AG"),
        ("Springer, Berlin, Heidelberg", "Springer Science & Business Media"),
        ("Nature Publishing Group UK London", "Springer Science and Business Media LLC"),
        ("Kluwer Academic Publishers-Plenum Publishers", "Springer"),
        ("Elsevier BV", "Elsevier"),
        ("Elsevier B.V.", "North-Holland"),
        ("{IEEE} Computer Society", "Institute of Electrical and Electronics Engineers (IEEE)"),
        ("John Wiley & Sons, Ltd", "Wiley-Blackwell"),
        ("Taylor & Francis", "Informa UK Limited"),
        ("AAAI Press / The MIT Press", "Association for the Advancement of Artificial Intelligence (AAAI)"),
        ("The Association for Computer Linguistics", "Association for Computational Linguistics, Stroudsburg, PA, USA"),
        ("Public Library of Science (PLoS)", "PLOS"),
        ("Gorgias Press", "Gorgias"),
        ("The Japanese Society of Gardening", "Japanese Society of Gardening"),
    ],
)
def test_one_publisher(one, other):
    assert same_publisher(one, other) is True
    assert same_publisher(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACM", "IEEE"),
        ("Springer", "Elsevier"),
        ("Oxford University Press", "Cambridge University Press"),
        ("American Physical Society", "American Chemical Society"),
        ("Association for Computational Linguistics", "Association for Computing Machinery"),
        ("Dover Publications", "Wiley"),
        ("Gorgias Press", "Penguin Books"),
    ],
)
def test_two_publishers(one, other):
    assert same_publisher(one, other) is False
    assert same_publisher(other, one) is False


def test_a_publisher_by_its_initials_is_not_known():
    assert same_publisher("ASCE", "American Society of Civil Engineers") is None
    assert same_publisher("", "ACM") is None


def test_a_venue_has_had_several_publishers():
    """papers.nips.cc: MIT Press to volume 19, Curran from volume 20 on."""
    assert {"MIT Press", "Curran Associates"} <= set(publishers_of("NIPS"))
    assert publishers_of("Journal of Quantum Cooking") == ()


@pytest.mark.parametrize(
    "text",
    [
        # Google Scholar, dblp, Semantic Scholar, NASA ADS, arXiv itself, OpenAlex, Zotero, Crossref
        "arXiv preprint arXiv:1810.04805", "arXiv preprint arXiv:1703.03400, 2017", "CoRR", "CoRR abs/1810.04805", "ArXiv",
        "ArXiv abs/1703.03400", "ArXiv e-prints", "arXiv e-prints, art. arXiv:1707.01234", "arXiv:1412.6980 [cs]",
        "arXiv [cs.LG]", "arXiv:hep-th/9901001", "arXiv (Cornell University)", "Computing Research Repository (CoRR)",
        "http://arxiv.org/abs/1706.03762", "bioRxiv", "bioRxiv 2020.01.30.927871", "medRxiv", "SSRN Electronic Journal",
        "Available at SSRN 3456789", "Research Square", "PsyArXiv", "OSF Preprints", "PeerJ Preprints",
        "Cryptology ePrint Archive, Report 2017/715", "Preprint", "Preprint at https://doi.org/10.21203/rs.3.rs-1",
        "Under review", "Submitted", "in preparation",
    ],
)  # fmt: skip
def test_placeholders(text):
    assert is_placeholder_venue(text)


@pytest.mark.parametrize(
    "text",
    ["Nature", "PeerJ", "CVPR", "", "2020", "Computer", "CoRR Workshop", "Physics Letters B", "Submitted to ICML", "Preprints of the 18th IFAC World Congress", "IACR Transactions on Symmetric Cryptology", "RSS", "Journal of arXiv Studies"],
)  # fmt: skip
def test_venues_that_are_ones(text):
    assert not is_placeholder_venue(text)


@pytest.mark.parametrize(
    ("doi", "venue"),
    [
        ("10.1109/CVPR.2016.90", "CVPR"),
        ("10.1109/CVPRW.2019.00037", "CVPRW"),
        ("10.1145/2939672.2939785", "KDD"),
        ("10.18653/v1/D19-1410", "EMNLP"),
        ("10.1007/978-3-030-01225-0_30", "ECCV"),
        ("10.1016/j.media.2017.07.005", "MedIA"),
        ("10.1038/s41467-020-12345-6", "Nat. Commun."),
        ("10.1000/182", ""),
        ("", ""),
    ],
)
def test_a_doi_tells_its_venue(doi, venue):
    assert venue_of_doi(doi) == venue
