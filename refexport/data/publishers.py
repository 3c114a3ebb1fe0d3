"""DATA: publishing houses and the names that they, their imprints and their forerunners publish under.

Sources: Crossref's names of its members and dblp's of publishers (benchmarks/venue_table.py lists them by frequency),
the houses' own pages on their imprints.
"""

HOUSES = """
ACM | Association for Computing Machinery; ACM Press; Association for Computing Machinery (ACM); ACM New York
IEEE | Institute of Electrical and Electronics Engineers; IEEE Computer Society; IEEE Press; IEEE Computer Society Press; Institute of Electrical and Electronics Engineers Inc; IEEE Communications Society; IEEE Signal Processing Society
Springer | Springer Nature; Springer-Verlag; Springer International Publishing; Springer Science and Business Media; Springer Berlin Heidelberg; Springer US; Springer London; Springer Netherlands; Springer Singapore; Springer Cham; Springer New York; Springer Japan; Springer India; Springer Fachmedien Wiesbaden; Springer Vienna; Kluwer Academic Publishers; Kluwer; Plenum Press; Birkhäuser; Apress; BioMed Central; BMC; Nature Publishing Group; Nature Research; Nature Portfolio; Nature; Macmillan Publishers; Palgrave Macmillan; Humana Press; Steinkopff; Physica-Verlag; SpringerOpen
Elsevier | Elsevier BV; Elsevier Science; Elsevier Science Publishers; North-Holland; Academic Press; Pergamon Press; Pergamon; Cell Press; Morgan Kaufmann; Morgan Kaufmann Publishers; Elsevier Inc; Elsevier Ltd; W. B. Saunders; Mosby; Butterworth-Heinemann; Elsevier Masson; The Lancet
Wiley | John Wiley and Sons; John Wiley & Sons Ltd; Wiley-Blackwell; Blackwell Publishing; Blackwell; Wiley-VCH; Wiley-Interscience; Wiley Periodicals; Hindawi; Blackwell Science
Taylor & Francis | Informa UK; Informa; Routledge; CRC Press; Chapman and Hall; Chapman and Hall/CRC; Taylor and Francis; A K Peters; Psychology Press; Informa Healthcare
Oxford University Press | OUP; Oxford University Press (OUP); Clarendon Press
Cambridge University Press | CUP; Cambridge University Press (CUP)
MIT Press | The MIT Press; MIT Press - Journals
Association for Computational Linguistics | ACL; The Association for Computational Linguistics; The Association for Computer Linguistics; Association for Computer Linguistics; International Committee on Computational Linguistics; International Committee for Computational Linguistics; The COLING 2016 Organizing Committee
AAAI | AAAI Press; Association for the Advancement of Artificial Intelligence; American Association for Artificial Intelligence; Association for the Advancement of Artificial Intelligence (AAAI); AAAI Press / The MIT Press
PMLR | JMLR.org; JMLR; JMLR, Inc. and Microtome Publishing; Proceedings of Machine Learning Research; Microtome Publishing; JMLR Workshop and Conference Proceedings; Journal of Machine Learning Research
Curran Associates | Curran; Curran Associates, Inc.; Curran Associates Inc; Neural Information Processing Systems Foundation; Neural Information Processing Systems; NeurIPS; NIPS
IJCAI | ijcai.org; International Joint Conferences on Artificial Intelligence; International Joint Conferences on Artificial Intelligence Organization; IJCAI Organization
ISCA | International Speech Communication Association
SIAM | Society for Industrial and Applied Mathematics; Society for Industrial & Applied Mathematics (SIAM)
USENIX | USENIX Association; The USENIX Association
OpenReview | OpenReview.net
AUAI | AUAI Press; Association for Uncertainty in Artificial Intelligence
BMVA | BMVA Press; British Machine Vision Association; British Machine Vision Association and Society for Pattern Recognition
Computer Vision Foundation | CVF; Computer Vision Foundation / IEEE
American Physical Society | APS; American Physical Society (APS)
AIP | AIP Publishing; American Institute of Physics
IOP | IOP Publishing; Institute of Physics Publishing; Institute of Physics
AAS | American Astronomical Society
AAAS | American Association for the Advancement of Science; American Association for the Advancement of Science (AAAS)
American Mathematical Society | AMS; American Mathematical Society (AMS)
Institute of Mathematical Statistics | IMS; The Institute of Mathematical Statistics
American Chemical Society | ACS; American Chemical Society (ACS); ACS Publications
Royal Society of Chemistry | RSC; The Royal Society of Chemistry; Royal Society of Chemistry (RSC)
Royal Society | The Royal Society
Optica | Optica Publishing Group; The Optical Society; Optical Society of America; OSA
SPIE | SPIE-Intl Soc Optical Eng; International Society for Optics and Photonics; SPIE-The International Society for Optical Engineering
National Academy of Sciences | Proceedings of the National Academy of Sciences; National Acad Sciences; NAS; PNAS
Public Library of Science | PLoS; PLOS; Public Library of Science (PLoS)
Frontiers | Frontiers Media; Frontiers Media SA; Frontiers Research Foundation
MDPI | MDPI AG; Multidisciplinary Digital Publishing Institute
SAGE | SAGE Publications; Sage Publications, Inc.; SAGE Publications Ltd; Sage Publications Sage UK
De Gruyter | Walter de Gruyter; De Gruyter Mouton; Mouton de Gruyter; Sciendo
World Scientific | World Scientific Publishing; World Scientific Pub Co Pte Lt; World Scientific Publishing Company
IOS Press
Now Publishers | now; Now Foundations and Trends; Now Publishers Inc
INFORMS | Institute for Operations Research and the Management Sciences; Institute for Operations Research and the Management Sciences (INFORMS)
Wolters Kluwer | Ovid Technologies (Wolters Kluwer Health); Ovid Technologies; Lippincott Williams & Wilkins; Wolters Kluwer Health; LWW
Thieme | Georg Thieme Verlag; Georg Thieme Verlag KG
EDP Sciences
VLDB Endowment | Very Large Data Bases Endowment; VLDB
Schloss Dagstuhl | Schloss Dagstuhl - Leibniz-Zentrum für Informatik; Schloss Dagstuhl-Leibniz-Zentrum fuer Informatik; Dagstuhl Publishing; LIPIcs
European Language Resources Association | ELRA; European Language Resources Association (ELRA); European Languages Resources Association
Omnipress | omnipress
Morgan & Claypool | Morgan & Claypool Publishers; Morgan and Claypool
O'Reilly | O'Reilly Media; O'Reilly & Associates
Pearson | Pearson Education; Prentice Hall; Prentice-Hall; Addison-Wesley; Addison Wesley; Pearson Prentice Hall; Addison-Wesley Longman
McGraw-Hill | McGraw Hill; McGraw-Hill Education
Princeton University Press
Harvard University Press
Mathematical Association of America | MAA
American Medical Association | AMA; American Medical Association (AMA)
Massachusetts Medical Society | Mass Medical Soc
BMJ | BMJ Publishing Group; British Medical Journal Publishing Group
American Psychological Association | APA; American Psychological Association (APA)
American Economic Association | AEA
University of Chicago Press | The University of Chicago Press; UCP
Society for Neuroscience | Soc Neuroscience
Annual Reviews
IFAAMAS | International Foundation for Autonomous Agents and Multiagent Systems; International Foundation for Autonomous Agents and Multiagent Systems (IFAAMAS)
International World Wide Web Conferences Steering Committee | IW3C2
SciTePress | SCITEPRESS - Science and Technology Publications; INSTICC Press
CEUR | CEUR-WS.org; CEUR-WS
Robotics: Science and Systems Foundation | RSS Foundation
Internet Society | The Internet Society
eLife | eLife Sciences Publications; eLife Sciences
Cold Spring Harbor Laboratory | Cold Spring Harbor Laboratory Press; CSHL
"""  # noqa: E501 - a table reads best with one house on a line
"""House | its other names."""


def _read(lines: str) -> dict[str, tuple[str, ...]]:
    """House -> all names, its own first."""
    pairs = (line.partition(" | ") for line in lines.strip().splitlines())
    return {house: (house, *filter(None, names.split("; "))) for house, _, names in pairs}


NAMES_OF_HOUSES = _read(HOUSES)
