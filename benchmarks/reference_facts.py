# ruff: noqa: E501 - the rows of tables
"""Facts of works that the registry has none of: journals of all fields, books, publishers, universities, series, sites.

Bibliographic facts only. Lines are ``a | b | …``; what is drawn from them stands in `benchmarks.rendered`.
"""


def _rows(table):
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


JOURNALS = _rows("""
Nature | Nature
Science | Science
Cell | Cell
The Lancet | Lancet
New England Journal of Medicine | N. Engl. J. Med.
JAMA | JAMA
BMJ | BMJ
PLoS ONE | PLoS One
eLife | eLife
Nature Communications | Nat. Commun.
Nature Methods | Nat. Methods
Nature Genetics | Nat. Genet.
Nucleic Acids Research | Nucleic Acids Res.
Bioinformatics | Bioinformatics
Genome Biology | Genome Biol.
Journal of Biological Chemistry | J. Biol. Chem.
Proceedings of the National Academy of Sciences | Proc. Natl. Acad. Sci. U.S.A.
Annals of Internal Medicine | Ann. Intern. Med.
Circulation | Circulation
Journal of Clinical Oncology | J. Clin. Oncol.
Radiology | Radiology
Gut | Gut
Blood | Blood
Neuron | Neuron
Brain | Brain
Journal of Neuroscience | J. Neurosci.
NeuroImage | Neuroimage
Psychological Review | Psychol. Rev.
Psychological Bulletin | Psychol. Bull.
American Psychologist | Am. Psychol.
Cognition | Cognition
Behavioral and Brain Sciences | Behav. Brain Sci.
Child Development | Child Dev.
Physical Review Letters | Phys. Rev. Lett.
Physical Review D | Phys. Rev. D
Physical Review B | Phys. Rev. B
Reviews of Modern Physics | Rev. Mod. Phys.
Physics Letters B | Phys. Lett. B
Nuclear Physics B | Nucl. Phys. B
Journal of High Energy Physics | J. High Energy Phys.
The Astrophysical Journal | Astrophys. J.
Astronomy & Astrophysics | Astron. Astrophys.
Monthly Notices of the Royal Astronomical Society | Mon. Not. R. Astron. Soc.
Applied Physics Letters | Appl. Phys. Lett.
Journal of Chemical Physics | J. Chem. Phys.
Journal of the American Chemical Society | J. Am. Chem. Soc.
Angewandte Chemie International Edition | Angew. Chem. Int. Ed.
Chemical Reviews | Chem. Rev.
Macromolecules | Macromolecules
Langmuir | Langmuir
Advanced Materials | Adv. Mater.
Acta Materialia | Acta Mater.
Annals of Mathematics | Ann. Math.
Inventiones mathematicae | Invent. Math.
Communications in Mathematical Physics | Commun. Math. Phys.
Transactions of the American Mathematical Society | Trans. Amer. Math. Soc.
Duke Mathematical Journal | Duke Math. J.
Journal of Algebra | J. Algebra
Annals of Statistics | Ann. Stat.
Biometrika | Biometrika
Journal of the Royal Statistical Society: Series B | J. R. Stat. Soc. Ser. B
Journal of the American Statistical Association | J. Am. Stat. Assoc.
Econometrica | Econometrica
The American Economic Review | Am. Econ. Rev.
The Quarterly Journal of Economics | Q. J. Econ.
Journal of Political Economy | J. Polit. Econ.
Journal of Finance | J. Finance
Management Science | Manag. Sci.
Administrative Science Quarterly | Adm. Sci. Q.
Harvard Business Review | Harv. Bus. Rev.
Strategic Management Journal | Strateg. Manag. J.
American Political Science Review | Am. Polit. Sci. Rev.
World Politics | World Polit.
International Organization | Int. Organ.
American Sociological Review | Am. Sociol. Rev.
American Journal of Sociology | Am. J. Sociol.
Annual Review of Anthropology | Annu. Rev. Anthropol.
Current Anthropology | Curr. Anthropol.
Past & Present | Past Present
The American Historical Review | Am. Hist. Rev.
Isis | Isis
Critical Inquiry | Crit. Inq.
New Literary History | New Lit. Hist.
PMLA | PMLA
Representations | Representations
Mind | Mind
The Philosophical Review | Philos. Rev.
The Journal of Philosophy | J. Philos.
Ethics | Ethics
Noûs | Noûs
Philosophy & Public Affairs | Philos. Public Aff.
Harvard Law Review | Harv. L. Rev.
The Yale Law Journal | Yale L.J.
Columbia Law Review | Colum. L. Rev.
Stanford Law Review | Stan. L. Rev.
University of Pennsylvania Law Review | U. Pa. L. Rev.
Modern Law Review | Mod. L. Rev.
Linguistic Inquiry | Linguist. Inq.
Language | Language
Journal of Phonetics | J. Phon.
Journal of Machine Learning Research | J. Mach. Learn. Res.
Machine Learning | Mach. Learn.
Neural Computation | Neural Comput.
Neural Networks | Neural Netw.
Artificial Intelligence | Artif. Intell.
IEEE Transactions on Pattern Analysis and Machine Intelligence | IEEE Trans. Pattern Anal. Mach. Intell.
IEEE Transactions on Information Theory | IEEE Trans. Inf. Theory
IEEE Access | IEEE Access
Proceedings of the IEEE | Proc. IEEE
Communications of the ACM | Commun. ACM
Journal of the ACM | J. ACM
ACM Computing Surveys | ACM Comput. Surv.
SIAM Journal on Computing | SIAM J. Comput.
Theoretical Computer Science | Theor. Comput. Sci.
Information and Computation | Inf. Comput.
Computational Linguistics | Comput. Linguist.
International Journal of Computer Vision | Int. J. Comput. Vis.
Pattern Recognition | Pattern Recognit.
Medical Image Analysis | Med. Image Anal.
Expert Systems with Applications | Expert Syst. Appl.
Transportation Research Part B: Methodological | Transp. Res. Part B Methodol.
Water Resources Research | Water Resour. Res.
Journal of Climate | J. Clim.
Geophysical Research Letters | Geophys. Res. Lett.
Earth and Planetary Science Letters | Earth Planet. Sci. Lett.
Ecology | Ecology
The American Naturalist | Am. Nat.
Conservation Biology | Conserv. Biol.
Plant Physiology | Plant Physiol.
Journal of Experimental Botany | J. Exp. Bot.
Journal of Dairy Science | J. Dairy Sci.
Journal of Hazardous Materials | J. Hazard. Mater.
Construction and Building Materials | Constr. Build. Mater.
Journal of Fluid Mechanics | J. Fluid Mech.
International Journal of Heat and Mass Transfer | Int. J. Heat Mass Transf.
Review of Educational Research | Rev. Educ. Res.
Social Science & Medicine | Soc. Sci. Med.
Health Affairs | Health Aff.
Zeitschrift für Soziologie | Z. Soziol.
Historische Zeitschrift | Hist. Z.
Neue Juristische Wochenschrift | NJW
Kölner Zeitschrift für Soziologie und Sozialpsychologie | Köln. Z. Soziol. Sozialpsychol.
Annales. Histoire, Sciences Sociales | Ann. Hist. Sci. Soc.
Revue française de sociologie | Rev. Fr. Sociol.
Actes de la recherche en sciences sociales | Actes Rech. Sci. Soc.
Revue d'histoire moderne et contemporaine | Rev. Hist. Mod. Contemp.
Revista de Occidente | Rev. Occident.
Rivista di Filologia e di Istruzione Classica | Riv. Filol.
Scandinavian Journal of Economics | Scand. J. Econ.
Acta Mathematica | Acta Math.
Optics Express | Opt. Express
Sensors | Sensors
Sustainability | Sustainability
Frontiers in Psychology | Front. Psychol.
Scientific Reports | Sci. Rep.
Heart | Heart
Diabetes Care | Diabetes Care
Pediatrics | Pediatrics
Anesthesiology | Anesthesiology
Journal of Bone and Joint Surgery | J. Bone Joint Surg.
Clinical Infectious Diseases | Clin. Infect. Dis.
Trends in Cognitive Sciences | Trends Cogn. Sci.
Annual Review of Psychology | Annu. Rev. Psychol.
Daedalus | Daedalus
October | October
Speculum | Speculum
Theory, Culture & Society | Theory Cult. Soc.
Journal of Economic Perspectives | J. Econ. Perspect.
Bulletin of the American Meteorological Society | Bull. Am. Meteorol. Soc.
""")
"""Name | as ISO 4 and its users shorten it."""

PUBLISHERS = _rows("""
MIT Press | Cambridge, MA
Cambridge University Press | Cambridge
Oxford University Press | Oxford
Oxford University Press | New York
Princeton University Press | Princeton, NJ
Harvard University Press | Cambridge, MA
Yale University Press | New Haven
University of Chicago Press | Chicago
University of California Press | Berkeley
Stanford University Press | Stanford, CA
Columbia University Press | New York
Cornell University Press | Ithaca, NY
Duke University Press | Durham, NC
Springer | Berlin
Springer | New York
Springer International Publishing | Cham
Springer-Verlag | Heidelberg
Elsevier | Amsterdam
Academic Press | San Diego
Academic Press | London
Wiley | Hoboken, NJ
John Wiley & Sons | New York
Wiley-Blackwell | Chichester
Blackwell | Oxford
Routledge | London
Routledge | New York
Taylor & Francis | London
CRC Press | Boca Raton, FL
Sage | Thousand Oaks, CA
SAGE Publications | London
Palgrave Macmillan | Basingstoke
Macmillan | London
Penguin | London
Penguin Books | Harmondsworth
Random House | New York
Knopf | New York
Norton | New York
W. W. Norton & Company | New York
McGraw-Hill | New York
Pearson | Boston
Prentice Hall | Englewood Cliffs, NJ
Addison-Wesley | Reading, MA
Morgan Kaufmann | San Francisco
O'Reilly Media | Sebastopol, CA
Packt Publishing | Birmingham
Kluwer Academic Publishers | Dordrecht
Brill | Leiden
De Gruyter | Berlin
Suhrkamp | Frankfurt am Main
Mohr Siebeck | Tübingen
C. H. Beck | München
Vandenhoeck & Ruprecht | Göttingen
Klett-Cotta | Stuttgart
Hanser | München
Reclam | Stuttgart
Gallimard | Paris
Éditions du Seuil | Paris
Presses Universitaires de France | Paris
Vrin | Paris
Droz | Genève
Einaudi | Torino
Il Mulino | Bologna
Alianza Editorial | Madrid
Verso | London
Polity Press | Cambridge
Edward Elgar | Cheltenham
World Scientific | Singapore
Birkhäuser | Basel
IOS Press | Amsterdam
ACM | New York, NY, USA
IEEE | Piscataway, NJ
Association for Computational Linguistics | Stroudsburg, PA
Curran Associates, Inc. | Red Hook, NY
AAAI Press | Palo Alto, CA
PMLR |
American Mathematical Society | Providence, RI
SIAM | Philadelphia
American Psychological Association | Washington, DC
Hogrefe | Göttingen
Thieme | Stuttgart
Lippincott Williams & Wilkins | Philadelphia
Churchill Livingstone | Edinburgh
Bloomsbury Academic | London
Ashgate | Farnham
Berghahn Books | New York
University of Minnesota Press | Minneapolis
Indiana University Press | Bloomington
Johns Hopkins University Press | Baltimore
Nova Science Publishers | Hauppauge, NY
W. H. Freeman | San Francisco
Benjamin Cummings | Menlo Park, CA
""")
"""Publisher | place."""

UNIVERSITIES = _rows("""
Massachusetts Institute of Technology | Cambridge, MA
Stanford University | Stanford, CA
University of California, Berkeley | Berkeley
Harvard University | Cambridge, MA
University of Toronto | Toronto
University of Cambridge | Cambridge
University of Oxford | Oxford
ETH Zurich | Zurich
EPFL | Lausanne
Carnegie Mellon University | Pittsburgh, PA
Princeton University | Princeton, NJ
Universität Heidelberg | Heidelberg
Humboldt-Universität zu Berlin | Berlin
Technische Universität München | München
Université Paris-Sorbonne | Paris
École Normale Supérieure | Paris
Universidad Complutense de Madrid | Madrid
Università di Bologna | Bologna
Universiteit van Amsterdam | Amsterdam
KU Leuven | Leuven
Uppsala University | Uppsala
University of Edinburgh | Edinburgh
University College London | London
Imperial College London | London
University of Michigan | Ann Arbor
Columbia University | New York
Yale University | New Haven
University of Melbourne | Melbourne
Australian National University | Canberra
Tsinghua University | Beijing
Peking University | Beijing
University of Tokyo | Tokyo
Kyoto University | Kyoto
National University of Singapore | Singapore
Indian Institute of Science | Bangalore
University of Cape Town | Cape Town
McGill University | Montreal
University of Washington | Seattle
Georgia Institute of Technology | Atlanta
Delft University of Technology | Delft
""")

INSTITUTIONS = _rows("""
National Bureau of Economic Research | Cambridge, MA | Working Paper | 2{:04d}
World Health Organization | Geneva | Report |
RAND Corporation | Santa Monica, CA | Research Report | RR-{}
NASA | Washington, DC | Technical Memorandum | TM-{:05d}
Google Research | Mountain View, CA | Technical Report |
Microsoft Research | Redmond, WA | Technical Report | MSR-TR-2{:03d}
International Computer Science Institute | Berkeley | Tech. rep. | TR-{:03d}
World Bank | Washington, DC | Policy Research Working Paper | {}
International Monetary Fund | Washington, DC | Working Paper | WP/{}
European Commission | Brussels | Report |
OECD | Paris | Working Paper | {}
National Institute of Standards and Technology | Gaithersburg, MD | Special Publication | 800-{}
Intergovernmental Panel on Climate Change | Geneva | Assessment Report |
Institut für Weltwirtschaft | Kiel | Arbeitspapier | {}
INRIA | Rocquencourt | Research Report | RR-{}
University of Toronto, Department of Computer Science | Toronto | Technical Report | TR-{}
Sandia National Laboratories | Albuquerque, NM | Technical Report | SAND-{}
Pew Research Center | Washington, DC | Report |
U.S. Geological Survey | Reston, VA | Open-File Report | 20-{}
Max-Planck-Institut für Informatik | Saarbrücken | Research Report | MPI-I-{}
""")
"""Institution | place | kind | number."""

SERIES = (
    "Lecture Notes in Computer Science",
    "Graduate Texts in Mathematics",
    "Springer Series in Statistics",
    "Cambridge Studies in Advanced Mathematics",
    "Oxford Studies in Comparative Syntax",
    "Studies in Logic and the Foundations of Mathematics",
    "Adaptive Computation and Machine Learning",
    "Loeb Classical Library",
    "Contributions to Statistics",
    "Synthese Library",
    "NATO ASI Series",
    "Philosophische Bibliothek",
    "Bibliothèque de la Pléiade",
    "Suhrkamp Taschenbuch Wissenschaft",
    "Quaderni di storia",
    "Advances in Experimental Medicine and Biology",
    "Methods in Molecular Biology",
    "Proceedings of Machine Learning Research",
    "International Series in Operations Research & Management Science",
    "Classics in Applied Mathematics",
)

SITES = _rows("""
The New York Times | https://www.nytimes.com/
The Guardian | https://www.theguardian.com/
BBC News | https://www.bbc.com/news/
Le Monde | https://www.lemonde.fr/
Der Spiegel | https://www.spiegel.de/
Wikipedia | https://en.wikipedia.org/wiki/
Stanford Encyclopedia of Philosophy | https://plato.stanford.edu/entries/
Distill | https://distill.pub/
OpenAI Blog | https://openai.com/blog/
Google AI Blog | https://ai.googleblog.com/
Medium | https://medium.com/
Towards Data Science | https://towardsdatascience.com/
GitHub | https://github.com/
World Health Organization | https://www.who.int/
Our World in Data | https://ourworldindata.org/
Centers for Disease Control and Prevention | https://www.cdc.gov/
Nature News | https://www.nature.com/news/
The Conversation | https://theconversation.com/
arXiv.org Blog | https://blog.arxiv.org/
Mayo Clinic | https://www.mayoclinic.org/
""")

BOOKS = _rows("""
Goodfellow, Ian; Bengio, Yoshua; Courville, Aaron | Deep Learning | 2016 | MIT Press | Cambridge, MA |
Bishop, Christopher M. | Pattern Recognition and Machine Learning | 2006 | Springer | New York |
Hastie, Trevor; Tibshirani, Robert; Friedman, Jerome | The Elements of Statistical Learning: Data Mining, Inference, and Prediction | 2009 | Springer | New York | 2
Sutton, Richard S.; Barto, Andrew G. | Reinforcement Learning: An Introduction | 2018 | MIT Press | Cambridge, MA | 2
Murphy, Kevin P. | Machine Learning: A Probabilistic Perspective | 2012 | MIT Press | Cambridge, MA |
MacKay, David J. C. | Information Theory, Inference, and Learning Algorithms | 2003 | Cambridge University Press | Cambridge |
Cormen, Thomas H.; Leiserson, Charles E.; Rivest, Ronald L.; Stein, Clifford | Introduction to Algorithms | 2009 | MIT Press | Cambridge, MA | 3
Knuth, Donald E. | The Art of Computer Programming | 1997 | Addison-Wesley | Reading, MA | 3
Russell, Stuart; Norvig, Peter | Artificial Intelligence: A Modern Approach | 2010 | Prentice Hall | Upper Saddle River, NJ | 3
Boyd, Stephen; Vandenberghe, Lieven | Convex Optimization | 2004 | Cambridge University Press | Cambridge |
Vapnik, Vladimir N. | The Nature of Statistical Learning Theory | 1995 | Springer | New York |
Rawls, John | A Theory of Justice | 1971 | Harvard University Press | Cambridge, MA |
Kuhn, Thomas S. | The Structure of Scientific Revolutions | 1962 | University of Chicago Press | Chicago |
Foucault, Michel | Surveiller et punir: naissance de la prison | 1975 | Gallimard | Paris |
Foucault, Michel | Discipline and Punish: The Birth of the Prison | 1977 | Pantheon | New York |
Bourdieu, Pierre | La distinction: critique sociale du jugement | 1979 | Éditions de Minuit | Paris |
Habermas, Jürgen | Theorie des kommunikativen Handelns | 1981 | Suhrkamp | Frankfurt am Main |
Luhmann, Niklas | Soziale Systeme: Grundriß einer allgemeinen Theorie | 1984 | Suhrkamp | Frankfurt am Main |
Weber, Max | Wirtschaft und Gesellschaft | 1922 | Mohr | Tübingen |
Heidegger, Martin | Sein und Zeit | 1927 | Niemeyer | Halle |
Wittgenstein, Ludwig | Philosophical Investigations | 1953 | Blackwell | Oxford |
Anderson, Benedict | Imagined Communities: Reflections on the Origin and Spread of Nationalism | 1983 | Verso | London |
Said, Edward W. | Orientalism | 1978 | Pantheon Books | New York |
Butler, Judith | Gender Trouble: Feminism and the Subversion of Identity | 1990 | Routledge | New York |
Latour, Bruno | Science in Action | 1987 | Harvard University Press | Cambridge, MA |
Kahneman, Daniel | Thinking, Fast and Slow | 2011 | Farrar, Straus and Giroux | New York |
Piketty, Thomas | Capital in the Twenty-First Century | 2014 | Harvard University Press | Cambridge, MA |
Ostrom, Elinor | Governing the Commons | 1990 | Cambridge University Press | Cambridge |
Chomsky, Noam | Aspects of the Theory of Syntax | 1965 | MIT Press | Cambridge, MA |
Chomsky, Noam | Syntactic Structures | 1957 | Mouton | The Hague |
Pearl, Judea | Causality: Models, Reasoning, and Inference | 2009 | Cambridge University Press | Cambridge | 2
Dawkins, Richard | The Selfish Gene | 1976 | Oxford University Press | Oxford |
Darwin, Charles | On the Origin of Species | 1859 | John Murray | London |
Alberts, Bruce; Johnson, Alexander; Lewis, Julian; Raff, Martin | Molecular Biology of the Cell | 2002 | Garland Science | New York | 4
Jackson, John David | Classical Electrodynamics | 1998 | Wiley | New York | 3
Landau, Lev D.; Lifshitz, Evgeny M. | Mechanics | 1976 | Butterworth-Heinemann | Oxford | 3
Misner, Charles W.; Thorne, Kip S.; Wheeler, John Archibald | Gravitation | 1973 | W. H. Freeman | San Francisco |
Weinberg, Steven | The Quantum Theory of Fields | 1995 | Cambridge University Press | Cambridge |
Sakurai, J. J. | Modern Quantum Mechanics | 1994 | Addison-Wesley | Reading, MA |
Hartshorne, Robin | Algebraic Geometry | 1977 | Springer | New York |
Rudin, Walter | Principles of Mathematical Analysis | 1976 | McGraw-Hill | New York | 3
Lang, Serge | Algebra | 2002 | Springer | New York | 3
Bourbaki, Nicolas | Éléments de mathématique | 1970 | Hermann | Paris |
Evans, Lawrence C. | Partial Differential Equations | 2010 | American Mathematical Society | Providence, RI | 2
Hart, H. L. A. | The Concept of Law | 1961 | Clarendon Press | Oxford |
Dworkin, Ronald | Taking Rights Seriously | 1977 | Harvard University Press | Cambridge, MA |
Posner, Richard A. | Economic Analysis of Law | 2014 | Wolters Kluwer | New York | 9
Arendt, Hannah | The Human Condition | 1958 | University of Chicago Press | Chicago |
Benjamin, Walter | Illuminationen | 1961 | Suhrkamp | Frankfurt am Main |
Eco, Umberto | Opera aperta | 1962 | Bompiani | Milano |
Braudel, Fernand | La Méditerranée et le monde méditerranéen à l'époque de Philippe II | 1949 | Armand Colin | Paris |
Ginzburg, Carlo | Il formaggio e i vermi | 1976 | Einaudi | Torino |
García Márquez, Gabriel | Cien años de soledad | 1967 | Editorial Sudamericana | Buenos Aires |
Tufte, Edward R. | The Visual Display of Quantitative Information | 2001 | Graphics Press | Cheshire, CT | 2
Strunk, William; White, E. B. | The Elements of Style | 2000 | Longman | New York | 4
Cohen, Jacob | Statistical Power Analysis for the Behavioral Sciences | 1988 | Lawrence Erlbaum | Hillsdale, NJ | 2
Field, Andy | Discovering Statistics Using IBM SPSS Statistics | 2018 | Sage | London | 5
Press, William H.; Teukolsky, Saul A.; Vetterling, William T.; Flannery, Brian P. | Numerical Recipes: The Art of Scientific Computing | 2007 | Cambridge University Press | Cambridge | 3
Manning, Christopher D.; Raghavan, Prabhakar; Schütze, Hinrich | Introduction to Information Retrieval | 2008 | Cambridge University Press | Cambridge |
Jurafsky, Daniel; Martin, James H. | Speech and Language Processing | 2009 | Prentice Hall | Upper Saddle River, NJ | 2
Gelman, Andrew; Carlin, John B.; Stern, Hal S. | Bayesian Data Analysis | 2013 | CRC Press | Boca Raton, FL | 3
Nielsen, Michael A.; Chuang, Isaac L. | Quantum Computation and Quantum Information | 2010 | Cambridge University Press | Cambridge | 10
North, Douglass C. | Institutions, Institutional Change and Economic Performance | 1990 | Cambridge University Press | Cambridge |
Scott, James C. | Seeing Like a State | 1998 | Yale University Press | New Haven |
Geertz, Clifford | The Interpretation of Cultures | 1973 | Basic Books | New York |
Thompson, E. P. | The Making of the English Working Class | 1963 | Victor Gollancz | London |
Hobsbawm, Eric | The Age of Extremes: A History of the World, 1914–1991 | 1994 | Michael Joseph | London |
Auerbach, Erich | Mimesis: Dargestellte Wirklichkeit in der abendländischen Literatur | 1946 | Francke | Bern |
Curtius, Ernst Robert | Europäische Literatur und lateinisches Mittelalter | 1948 | Francke | Bern |
Gadamer, Hans-Georg | Wahrheit und Methode | 1960 | Mohr Siebeck | Tübingen |
Ricoeur, Paul | Temps et récit | 1983 | Éditions du Seuil | Paris |
Deleuze, Gilles; Guattari, Félix | Mille plateaux | 1980 | Éditions de Minuit | Paris |
Haraway, Donna J. | Simians, Cyborgs, and Women: The Reinvention of Nature | 1991 | Routledge | New York |
Robbins, Stephen P.; Judge, Timothy A. | Organizational Behavior | 2017 | Pearson | Boston | 17
Kotler, Philip; Keller, Kevin Lane | Marketing Management | 2016 | Pearson | Harlow | 15
Creswell, John W. | Research Design: Qualitative, Quantitative, and Mixed Methods Approaches | 2014 | Sage | Thousand Oaks, CA | 4
Yin, Robert K. | Case Study Research: Design and Methods | 2009 | Sage | Thousand Oaks, CA | 4
Lakoff, George; Johnson, Mark | Metaphors We Live By | 1980 | University of Chicago Press | Chicago |
Popper, Karl | Logik der Forschung | 1935 | Springer | Wien |
""")
"""Authors | title | year | publisher | place | edition."""

COLLECTIONS = (
    "The Oxford Handbook of Philosophy of Mind",
    "Handbook of Social Psychology",
    "The Cambridge History of Modern Europe",
    "Encyclopedia of Database Systems",
    "Handbook of Medical Image Computing",
    "Readings in Cognitive Science",
    "The Routledge Companion to Media and Gender",
    "New Essays on Human Understanding",
    "Progress in Brain Research",
    "Feminism/Postmodernism",
    "Handbuch der Kulturwissenschaften",
    "Gesellschaft und Struktur: Neue Ansätze der Theorie",
    "Festschrift für Hans Meyer zum 70. Geburtstag",
    "Les lieux de mémoire",
    "Nouvelle histoire des idées politiques",
    "Storia della letteratura italiana",
    "Learning to Learn",
    "Principles of Tissue Engineering",
    "Perspectives on Urban Economics",
    "Methods of Contemporary Archaeology",
    "Advances in Experimental Social Psychology",
    "The Blackwell Guide to Ethical Theory",
    "Numerical Methods for Partial Differential Equations",
    "Comparative Constitutional Law in Asia",
    "Plant Pathology and Biotechnology",
    "Materials for Energy Storage",
    "Cultures of Collecting",
    "A Companion to Medieval Art",
    "The Wiley Handbook of Psychometric Testing",
    "Parallel Distributed Processing: Explorations in the Microstructure of Cognition",
)

PAPERS = _rows("""
The Problem of Social Cost | Coase, Ronald H.
The Market for "Lemons": Quality Uncertainty and the Market Mechanism | Akerlof, George A.
What Is It Like to Be a Bat? | Nagel, Thomas
Two Dogmas of Empiricism | Quine, W. V.
Is Justified True Belief Knowledge? | Gettier, Edmund L.
The Death of the Author | Barthes, Roland
Attitudes and Attitude Change | Petty, Richard E.; Wegener, Duane T.
The Magical Number Seven, Plus or Minus Two: Some Limits on Our Capacity for Processing Information | Miller, George A.
The Right to Privacy | Warren, Samuel D.; Brandeis, Louis D.
Can the Subaltern Speak? | Spivak, Gayatri Chakravorty
Gender: A Useful Category of Historical Analysis | Scott, Joan W.
The Strength of Weak Ties | Granovetter, Mark S.
Famine, Affluence, and Morality | Singer, Peter
A Defense of Abortion | Thomson, Judith Jarvis
Deep Play: Notes on the Balinese Cockfight | Geertz, Clifford
Molecular Structure of Nucleic Acids | Watson, James D.; Crick, Francis H. C.
Elementary Forms of Cooperation in Early Modern Villages | Schmidt, Karl-Heinz; Müller, Anna
Zur Theorie der Gesellschaftsspiele | von Neumann, John
Die Kunst der Gesellschaft nach 1989 | Weiß, Jörg; Schäfer, Sabine
Kritik und Krise in der Moderne | Koselleck, Reinhart
L'invention du quotidien et les arts de faire | de Certeau, Michel
Pour une histoire sociale de la lecture | Chartier, Roger
Le capital social: notes provisoires | Bourdieu, Pierre
La ciudad letrada y sus márgenes | Rama, Ángel; López, María
Efficacy and safety of low-dose aspirin in older adults: a randomised controlled trial | Patel, Ravi; O'Connor, Siobhan; van der Berg, Pieter
Prevalence of hypertension in rural communities, 1990–2015 | Nguyen, Thi Lan; Smith, John A.; de la Cruz, Juan
Treatment of chronic hepatitis C with interferon alpha-2b | Rossi, Marco; Bianchi, Giulia
Soil carbon sequestration under no-till farming | Johnson, Emily R.; Lee, Min-Ho
Vitamin D and fracture risk in postmenopausal women | Andersen, Kirsten; MacDonald, Fiona; St. John, Peter
The effects of sleep deprivation on memory | Walker, Matthew P.
Effect of temperature on the growth of Pinus sylvestris L. in boreal forests | Virtanen, Jukka; Mäkinen, Hannu
Crystal structure of the human β2-adrenergic receptor | Rasmussen, Søren G. F.; Choi, Hee-Jung; Rosenbaum, Daniel M.
Measurement of the W boson mass in proton–proton collisions | The ATLAS Collaboration
Guidelines for the management of arterial hypertension | European Society of Cardiology
Global burden of disease: 2019 update | World Health Organization
""")

FOREIGN = _rows("""
ru | Иванов, Иван Иванович; Петров, Пётр Сергеевич | Методы оптимизации в задачах машинного обучения | Вопросы философии | Наука | Москва
ru | Сидорова, Анна Викторовна | История русской литературы девятнадцатого века | Новое литературное обозрение | Просвещение | Санкт-Петербург
ru | Лотман, Юрий Михайлович | Структура художественного текста | Труды по знаковым системам | Искусство | Москва
ru | Кузнецов, Алексей Николаевич; Смирнов, Дмитрий Олегович; Волкова, Елена Павловна | Исследование свойств тонких плёнок оксида цинка | Физика твёрдого тела | Мир | Москва
ru | Бахтин, Михаил Михайлович | Проблемы поэтики Достоевского | Русская литература | Советский писатель | Москва
ru | Фёдоров, Сергей Иванович | Экономическая политика в переходный период | Вопросы экономики | Дело | Новосибирск
zh | 王, 小明; 李, 四 | 基于深度学习的图像识别方法研究 | 自动化学报 | 清华大学出版社 | 北京
zh | 张, 伟; 刘, 洋; 陈, 静 | 元学习综述 | 计算机学报 | 科学出版社 | 北京
zh | 周, 志华 | 机器学习 | 软件学报 | 清华大学出版社 | 北京
zh | 赵, 敏; 孙, 强 | 中国农村金融发展与经济增长的关系研究 | 经济研究 | 人民出版社 | 上海
zh | 黄, 丽华 | 唐代诗歌的空间叙事 | 文学评论 | 中华书局 | 北京
zh | 林, 建国; 吴, 磊 | 高校图书馆信息服务模式创新 | 图书情报工作 | 高等教育出版社 | 武汉
ja | 田中, 太郎; 鈴木, 花子 | 日本語の構文解析に関する研究 | 情報処理学会論文誌 | 岩波書店 | 東京
ja | 佐藤, 健 | 近代文学の成立 | 日本文学 | 講談社 | 東京
el | Παπαδόπουλος, Γεώργιος; Νικολάου, Μαρία | Η εξέλιξη της νεοελληνικής γλώσσας | Ελληνικά | Εστία | Αθήνα
el | Δημητρίου, Ελένη | Ιστορία της σύγχρονης Ελλάδας | Μνήμων | Θεμέλιο | Αθήνα
ar | الخطيب, أحمد; حسن, محمد | دراسة في تاريخ الأدب العربي | مجلة الآداب | دار المعارف | القاهرة
ar | العلي, فاطمة | تعليم اللغة العربية في الجامعات | مجلة التربية | دار الفكر | بيروت
""")
"""Language | authors | title | journal | publisher | place."""

GIVEN = (
    "Maria Jean-Pierre Lars Chioma Hiroshi Anna Giovanni Sofía Paweł Ayşe Ngozi Thomas Ingrid Raj Wei Fatima".split()
)
FAMILIES = (
    "Müller|García|O'Brien|van Dijk|Nguyen|Kowalski|Smith|Öztürk|Jensen|Okafor|Dubois|Rossi|Yamamoto|Singh|Kim|"
    "MacLeod|St. Clair|Bauer-Lange|dos Santos|Popov"
).split("|")
