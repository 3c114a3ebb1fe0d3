"""DATA: proper names whose capitals an English title keeps, whatever a style does to its other words.

A word is here if running English always writes it with a capital. Left out are

- names that are ordinary words too, which title case makes look alike: March, May, Polish, Turkey, Swift, Rust, Go,
  Ruby, Apple, Mercury, Earth, Phoenix, Reading, Down, Gray, Hill, Wolf. Where the next word settles it ("Lie Algebras",
  "May 2020", "Rust Programming") they stand in `BEFORE`;
- words from names that have become ordinary, or are on the way: abelian, biblical, algorithm, pasteurised, internet;
- names that their shape gives away already (`capitals`): DeepMind, McCulloch, GPT-2, L’Hôpital.

Python and Java are here although there are a snake and a coffee: in the titles that people cite they nearly always
name the languages, and the island has its capital anyway. Keeping the snake's capital costs a blemish in some styles,
not keeping the language's costs its name. The same holds for Lisp, Git, China, Trojan, Cox.

A title that wants it otherwise has braces of its own, or ``capitals = "braced"``. The comment over each kind says
where its names can be looked up.
"""

EPONYM, PEOPLE, PLACE = "eponym", "people or language", "place"
CALENDAR, BELIEF, AGE = "day or month", "religion", "age"
HEAVEN, GENUS, PRODUCT, INSTITUTION = "heavenly body", "genus", "product", "institution"

WORDS = {
    # methods, laws and diseases: Mathematics Subject Classification 2020, ACM CCS 2012, JEL codes, MeSH, ICD 11;
    # thinkers and artists: Library of Congress Name Authority File
    EPONYM: """
        Abel Abelson Ackermann Adam Adams Akaike Aldous Alzheimer Ampère Archimedean Archimedes Aristotelian Aristotle
        Arrhenius Artin Artinian Asperger Atiyah Avogadro Babbage Bach Bahadur Banach Barr Bartlett Bayes Bayesian
        Becquerel Beethoven Bellman Bell’s Beltrami Bernoulli Bernoullian Bernstein Bertrand Bessel Bethe Betti Bezier
        Bézier Bezout Bézout Bhattacharyya Bianchi Birkhoff Bloch Bochner Bohr Boltzmann Bolzano Bonferroni Boole
        Boolean Borel Bose Bourbaki Bregman Broca Brouwer Brownian Bruijn Caesar Calabi Cantor Carathéodory Carleman
        Carleson Carlitz Cartan Cartesian Casimir Cauchy Cayley Cech Čech Chagas Chaitin Chaplygin Chebyshev Cherenkov
        Chern Chernoff Chervonenkis Cholesky Chomsky Chomskyan Christoffel Clausius Clifford Coase Cobb Cohen Condorcet
        Copernican Copernicus Coriolis Coulomb Courant Cournot Cox Coxeter Cramer Cramér Crohn Cronbach Curie Cushing
        Dalton Dante Darboux Darcy Darwin Darwinian Darwinism Darwinist Debye Dedekind Dehn Delaunay Deligne Descartes
        Diffie Dijkstra Diophantine Dirac Dirichlet Dobrushin Dolbeault Donsker Doob Doppler Dostoevsky Duffing Dunning
        Dyck Dyson Ebola Eckart Edgeworth Ehrenfest Eilenberg Einstein Einsteinian Elman Elo Engel Erdos Erdős Erlang
        Euclid Euclidean Euler Eulerian Everett Faraday Farey Fatou Feistel Fermat Fermi Feynman Fibonacci Finsler
        Fisher’s Floer Floquet Fokker Fontaine Foucauldian Foucault Fourier Fraunhofer Frechet Fréchet Fredholm Freud
        Freudian Frobenius Froude Fubini Fuchs Fuchsian Gabor Galerkin Galilean Galileo Galois Galton Gauss Gaussian
        Gegenbauer Geiger Gibbs Gibbsian Gini Ginzburg Godel Gödel Goethe Goldbach Goldschmidt Golgi Goodhart Gorenstein
        Granger Grassmann Grassmannian Green’s Grobner Gröbner Gromov Grothendieck Gumbel Gutenberg Haar Habermas
        Habermasian Hadamard Hahn Halton Hamilton Hamiltonian Hamming Hankel Harnack Hartree Hashimoto Hausdorff Hawkes
        Hayek Hayekian Heaviside Hebb Hebbian Heckman Hegel Hegelian Heidegger Heideggerian Heisenberg Hellinger Hellman
        Helly Helmholtz Herbrand Hermite Hermitian Hessenberg Hessian Hilbert Hippocratic Hirzebruch Hobbes Hobbesian
        Hodge Hodgkin Hoeffding Hölder Homeric Hooke Hopf Hopfield Horner Hubble Huffman Hume Humean Huntington Hurwitz
        Husserl Huxley Huygens Ising Itô Iwasawa Jaccard Jacobi Jacobian Jaynes Jeffreys Jensen Johnson Jordan Josephson
        Joule Joyce Jung Jungian Kac Kafka Kafkaesque Kahler Kähler Kahneman Kalman Kant Kantian Kantorovich Kaplan
        Kaposi Karhunen Karush Kawasaki Kelvin Kepler Keplerian Kerr Keynes Keynesian Kirchhoff Kleene Klein Kleinian
        Knuth Kohonen Kolmogorov Korteweg Koszul Krebs Krein Kripke Kronecker Kruskal Krylov Kuhn Kuhnian Kullback
        Kupffer Kuramoto Kuratowski Kutta Lacan Lacanian Lagrange Lagrangian Laguerre Lamarck Lamarckian Lambert Lamé
        Landau Langerhans Langevin Langlands Langmuir Laplace Laplacian Laurent Lebesgue Legendre Leibler Leibniz
        Leibnizian Levenberg Levenshtein Lévy Liapunov Likert Lindblad Lindeberg Lindenmayer Liouville Liouvillian
        Lipschitz Lissajous Lloyd Lobachevsky Lockean Lorentz Lorentzian Lorenz Lotka Lovasz Lovász Lucas Lyapunov Lyme
        Mach Machiavelli Machiavellian Maclaurin Mahalanobis Mahler Malthus Malthusian Mandelbrot Mann Marangoni Markov
        Markovian Markowitz Marquardt Marx Marxian Marxism Marxist Maslow Matern Matérn Maxwell Maxwellian Mellin Mendel
        Mendelian Menten Mercer Merkle Mersenne Michaelis Minkowski Minkowskian Mobius Möbius Moebius Monge Moore Moran
        Morse Mozart Nakagami Nakayama Napoleon Napoleonic Nash Navier Nernst Neumann Newton Newtonian Neyman Nietzsche
        Nietzschean Nikodym Nobel Noether Noetherian Nyquist Nystrom Nyström Occam Ockham Oedipus Ohm’s Onsager Ornstein
        Orwell Orwellian Ostrogradsky Padé Pareto Parkinson Parseval Parzen Pascal Pauli Pavlov Pavlovian Peano Pearson
        Peirce Penrose Perron Petri Piaget Piagetian Picard Picasso Pigou Pigouvian Planck Plato Platonism Platonist
        Poincare Poincaré Poisson Poissonian Pontryagin Popper Popperian Potts Prandtl Ptolemaic Ptolemy Purkinje
        Pythagoras Pythagorean Rademacher Raman Ramanujan Ramsey Rankine Rao Rasch Rawls Rawlsian Rayleigh Rembrandt
        Renyi Rényi Reynolds Ricardian Riccati Ricci Riemann Riemannian Riesz Ritz Rivest Robbins Rorschach Rossby
        Rousseau Runge Russell Rutherford Rydberg Sapir Savitzky Schmidt Schnorr Scholes Schopenhauer Schrodinger
        Schrödinger Schumpeter Schumpeterian Schur Schwann Schwartz Schwarz Schwarzschild Seifert Selberg Shakespeare
        Shakespearean Shamir Shannon Shapley Sharpe Shor Siegel Sierpinski Sierpiński Simpson Sinkhorn Sisyphus Sjögren
        Skinnerian Skolem Slutsky Smale Sobol Sobolev Socrates Socratic Spearman Spinoza Stackelberg Stefan Stein
        Steiner Stiefel Stieltjes Stirling Stokes Strassen Sturm Sylow Sylvester Szemerédi Tarski Tarskian Taylor
        Tchebycheff Thompson Thurston Tikhonov Tobit Toeplitz Tolstoy Tourette Tsallis Tsirelson Tukey Turing Tversky
        Tychonoff Uhlenbeck Ulam Ullman Vandermonde Vapnik Veblen Verlet Vickrey Viterbi Vivaldi Volterra Voronoi
        Vygotskian Vygotsky Waals Wagnerian Wald Wallis Walras Walrasian Wasserstein Watson Weber Weberian Weibull
        Weierstrass Weil Weinberg Wernicke Weyl Whitney Whorf Whorfian Wiener Wigner Wilcoxon Wishart Witten
        Wittgenstein Wittgensteinian Wronskian Young’s Yukawa Zariski Zeeman Zeno Zermelo Zernike Zika Zipf Zipfian Zorn
        """,
    # ISO 639 and ISO 3166 in the English of Unicode CLDR (languages, and the adjectives of territories); other peoples
    PEOPLE: """
        Afghan African Afrikaans Afro Albanian Algerian Alsatian Amazonian American Amerindian Amharic Andalusian Andean
        Anglo Anglophone Angolan Arab Arabian Arabic Aramaic Argentine Argentinian Armenian Aryan Ashkenazi Asian
        Assyrian Athenian Australian Austrian Aymara Azerbaijani Azeri Aztec Babylonian Bahraini Balkan Baltic Bangla
        Bangladeshi Bantu Basque Bavarian Bedouin Belarusian Belgian Bengali Bhojpuri Bolivian Bosnian Brazilian Breton
        British Bulgarian Burmese Cambodian Cameroonian Canadian Cantonese Carolingian Carthaginian Castilian Catalan
        Caucasian Celtic Chechen Cherokee Chilean Chinese Colombian Congolese Corsican Cree Croat Croatian Cuban Cypriot
        Czech Czechoslovak Dane Danish Dravidian Dutch Ecuadorian Egyptian English Eritrean Esperanto Estonian Ethiopian
        Etruscan European Faroese Farsi Fijian Filipino Finn Finnic Finnish Flemish Francophone French Frisian Gaelic
        Galician Gambian Genoese Georgian German Germanic Ghanaian Greek Greenlandic Guarani Guatemalan Gujarati
        Guyanese Haitian Hausa Hawaiian Hebrew Hellenic Hellenistic Himalayan Hindi Hindustani Hispanic Honduran
        Hungarian Iberian Icelandic Igbo Inca Indian Indic Indo Indonesian Inuit Inuktitut Iranian Iraqi Irish Iroquois
        Israeli Israelite Italian Ivorian Jamaican Japanese Javanese Jordanian Kannada Kashmiri Kazakh Kenyan Khmer
        Khoisan Kinyarwanda Korean Kosovar Kurdish Kuwaiti Kyrgyz Laotian Latin Latina Latino Latinx Latvian Lebanese
        Levantine Liberian Libyan Lithuanian Lombard Luxembourgish Macedonian Malagasy Malawian Malay Malayalam
        Malaysian Malian Maltese Maori Māori Maratha Marathi Mauritian Maya Mayan Mediterranean Melanesian Mexican
        Micronesian Moldovan Mongol Mongolian Montenegrin Moroccan Mozambican Nahuatl Namibian Navajo Neapolitan
        Nepalese Nepali Nicaraguan Nigerian Norman Norse Norwegian Occitan Odia Omani Ottoman Pakistani Palestinian
        Panamanian Papuan Paraguayan Pashto Persian Peruvian Phoenician Polynesian Portuguese Prussian Punjabi Qatari
        Quechua Roman Romanesque Romani Romanian Russian Rwandan Sami Sámi Samoan Sanskrit Sardinian Saudi Saxon
        Scandinavian Scots Scottish Semitic Senegalese Serb Serbian Serbo Shona Siamese Siberian Sicilian Sindhi
        Singaporean Sinhala Sinhalese Sino Slav Slavic Slavonic Slovak Slovene Slovenian Somali Soviet Spaniard Spanish
        Sudanese Sumerian Swahili Swedish Swiss Syriac Syrian Tagalog Taiwanese Tajik Tamil Tanzanian Tatar Telugu Thai
        Tibetan Tigrinya Togolese Trojan Tunisian Turk Turkic Turkish Turkmen Ugandan Ukrainian Umbrian Urdu Uruguayan
        Uyghur Uzbek Venetian Venezuelan Viennese Vietnamese Viking Visigothic Walloon Welsh Wolof Xhosa Yemeni Yiddish
        Yoruba Yugoslav Zambian Zimbabwean Zulu
        """,
    # ISO 3166-1 and 3166-2 in the English of Unicode CLDR; UN/LOCODE (the larger cities); UN M49 (regions)
    PLACE: """
        Abidjan Abuja Accra Adelaide Afghanistan Africa Ahmedabad Alabama Alaska Albania Alberta Aleppo Alexandria
        Algeria Algiers Alps Amazon Amazonia America Americas Amsterdam Anatolia Andalusia Andes Andorra Angola Ankara
        Antarctic Antarctica Antwerp Appalachia Appalachian Arabia Aragon Arctic Argentina Arizona Arkansas Armenia Asia
        Athens Atlanta Atlantic Auckland Auschwitz Australasia Australia Austria Azerbaijan Babylon Baghdad Bahamas
        Bahrain Bali Balkans Baltimore Bangalore Bangkok Bangladesh Barbados Barcelona Basel Bavaria Beijing Beirut
        Belarus Belfast Belgium Belgrade Belize Bengal Bengaluru Benin Bergen Berkeley Berlin Bern Bhutan Bilbao
        Birmingham Bogotá Bohemia Bolivia Bologna Bombay Bonn Bordeaux Borneo Bosnia Boston Botswana Brandenburg
        Brasília Bratislava Brazil Brexit Brisbane Bristol Britain Brittany Brooklyn Brunei Brussels Bucharest Budapest
        Bulgaria Burma Burundi Cairo Calcutta Calgary California Cambodia Cambridge Cameroon Canada Canberra Caracas
        Cardiff Caribbean Carthage Casablanca Caspian Catalonia Caucasus Ceylon Chad Chengdu Chennai Chernobyl Chicago
        Chile China Chongqing Christchurch Cincinnati Cleveland Colombia Colombo Colorado Columbus Comoros Congo
        Connecticut Copenhagen Cornwall Corsica Crete Crimea Croatia Cuba Cyprus Czechia Czechoslovakia Dakar Dallas
        Damascus Danube Delaware Delhi Denmark Denver Detroit Dhaka Djibouti Dortmund Dresden Dubai Dublin Durban
        Düsseldorf Ecuador Edinburgh Edmonton Egypt England Eritrea Estonia Eswatini Ethiopia Eurasia Eurasian Europe
        Eurozone Everest Fiji Finland Flanders Florence Florida Formosa France Frankfurt Freiburg Fukushima Gabon
        Galapagos Galápagos Galilee Gambia Ganges Gaul Gaza Gdańsk Geneva Genoa Georgia Germany Ghana Glasgow Göttingen
        Greece Greenland Greenwich Grenada Guangdong Guangzhou Guantánamo Guatemala Guinea-Bissau Guyana Haifa Haiti
        Halifax Hamburg Hangzhou Hannover Hanoi Harare Harbin Harlem Havana Hawaii Heidelberg Helsinki Herzegovina
        Himalaya Himalayas Hiroshima Hokkaido Holland Hollywood Honduras Honolulu Houston Hungary Hyderabad Iberia
        Iceland Idaho Illinois India Indiana Indochina Indonesia Iowa Iran Iraq Ireland Islamabad Israel Istanbul Italy
        Izmir Jakarta Jamaica Japan Jerusalem Johannesburg Jutland Kabul Kalahari Kampala Kansas Karachi Kashmir
        Kathmandu Kazakhstan Kentucky Kenya Khartoum Kiev Kigali Kilimanjaro Kinshasa Kiribati Kolkata Korea Kosovo
        Krakow Kraków Kuwait Kyiv Kyoto Kyrgyzstan Labrador Lagos Lahore Laos Latvia Lausanne Lebanon Leeds Leipzig
        Lesotho Levant Liberia Libya Liechtenstein Lima Lisbon Lithuania Liverpool Ljubljana London Louisiana Luanda
        Lusaka Luxembourg Lviv Lyon Macau Macedonia Madagascar Madras Madrid Maharashtra Maine Malawi Malaysia Maldives
        Mali Malta Manchester Manchuria Manhattan Manila Manitoba Marseille Maryland Massachusetts Mauritania Mauritius
        Mecca Medina Mekong Melanesia Melbourne Memphis Mesoamerica Mesoamerican Mesopotamia Mesopotamian Mexico Miami
        Michigan Micronesia Milan Milwaukee Minneapolis Minnesota Minsk Mississippi Missouri Moldova Mombasa Monaco
        Mongolia Montana Montenegro Montevideo Montreal Montréal Morocco Moscow Mozambique Mumbai Munich Myanmar
        Nagasaki Nagoya Nairobi Namibia Nanjing Naples Nauru Nebraska Nepal Netherlands Nevada Newfoundland Nicaragua
        Niger Nigeria Nile Nordic Normandy Norway Nottingham Nuremberg Oceania Ohio Okinawa Oklahoma Oman Ontario Oregon
        Osaka Oslo Ottawa Oxford Oxfordshire Pacific Padua Pakistan Palau Palermo Palestine Panama Papua Paraguay Paris
        Parisian Patagonia Peking Pennsylvania Persia Perth Peru Petersburg Philadelphia Philippine Philippines
        Pittsburgh Poland Polynesia Pompeii Portland Porto Portugal Potsdam Prague Pretoria Provence Prussia Punjab
        Pusan Pyongyang Pyrenees Qatar Quebec Québec Queensland Rhine Rhineland Rhodesia Riga Riyadh Romania Rome
        Rotterdam Russia Rwanda Sahara Saharan Sahel Saigon Salzburg Samoa Sapporo Sarajevo Sardinia Saskatchewan Saxony
        Scandinavia Schengen Schleswig Scotland Seattle Senegal Seoul Serbia Serengeti Seychelles Shanghai Shenzhen
        Siberia Sichuan Sicily Silesia Silesian Singapore Skopje Slovakia Slovenia Somalia Spain Sparta Stalingrad
        Stockholm Strasbourg Stuttgart Sudan Suez Sumatra Suriname Sussex Sydney Syria Tahiti Taipei Taiwan Tajikistan
        Tallinn Tanzania Tashkent Tasmania Tasmanian Tbilisi Tehran Tennessee Texas Thailand Thessaloniki Tianjin Tibet
        Tobago Togo Tokyo Tonga Toronto Toulouse Transylvania Trieste Trinidad Tripoli Tübingen Tunis Tunisia Turin
        Türkiye Turkmenistan Tuscan Tuscany Uganda Ukraine Uppsala Uruguay Utah Utrecht Uzbekistan Vancouver Vanuatu
        Vatican Venezuela Venice Vermont Versailles Vienna Vietnam Vilnius Virginia Volga Wales Warsaw Washington
        Westminster Wisconsin Wuhan Wyoming Xinjiang Yangtze Yemen Yerevan Yorkshire Yucatan Yucatán Yugoslavia Yukon
        Yunnan Zagreb Zambia Zanzibar Zealand Zimbabwe Zurich Zürich
        """,
    # months, days and holidays of Unicode CLDR; March and May are verbs
    CALENDAR: """
        April August Christmas December Diwali Easter February Friday Gregorian Halloween Hanukkah January July June
        Monday November October Passover Ramadan Saturday September Sunday Thanksgiving Thursday Tuesday Wednesday Yule
        """,
    # Library of Congress Subject Headings, "Religions"
    BELIEF: """
        Anglican Anglicanism Augustinian Baptist Benedictine Bible Brahmin Buddha Buddhism Buddhist Calvinism Calvinist
        Catholic Catholicism Christ Christian Christianity Cistercian Confucian Confucianism Confucius Coptic Daoism
        Daoist Dominican Franciscan Hindu Hinduism Islam Islamic Islamism Islamist Islamophobia Jain Jainism Jesuit
        Jesus Jew Jewish Jewry Judaic Judaism Judeo Judeo-Christian Koran Lutheran Lutheranism Mennonite Methodism
        Methodist Mohammed Mormon Mormonism Muhammad Muslim Pentecostal Pentecostalism Presbyterian Protestant
        Protestantism Puritan Quaker Quran Quranic Rabbinic Rastafari Shia Shiite Shinto Sikh Sikhism Sufi Sufism Sunni
        Talmud Talmudic Taoism Taoist Thomism Thomist Torah Vedanta Vedic Zen Zionism Zionist Zoroastrian Zoroastrianism
        """,
    # International Chronostratigraphic Chart (ICS, 2023); Getty Art and Architecture Thesaurus, "styles and periods"
    AGE: """
        Anthropocene Archaean Archean Byzantine Cambrian Carboniferous Cenozoic Cretaceous Devonian Edwardian
        Elizabethan Eocene Habsburg Hapsburg Holocaust Holocene Jacobean Jurassic Meiji Mesolithic Mesozoic Ming Miocene
        Mughal Neolithic Oligocene Ordovician Palaeocene Palaeolithic Palaeozoic Paleocene Paleolithic Paleozoic Permian
        Phanerozoic Pleistocene Pliocene Precambrian Proterozoic Qing Romanov Silurian Thatcherism Triassic Tudor
        Victorian Weimar
        """,
    # International Astronomical Union, Gazetteer of Planetary Nomenclature and list of constellations
    HEAVEN: """
        Andromeda Betelgeuse Callisto Cassiopeia Ceres Charon Deimos Enceladus Europa Ganymede Halley Jovian Jupiter
        Magellanic Mars Martian Miranda Neptune Orion Phobos Pleiades Pluto Plutonian Sagittarius Saturn Saturnian
        Sirius Uranus Venus Venusian Vesta
        """,
    # NCBI Taxonomy; the codes of nomenclature (ICZN, ICN, ICNP) write genera with a capital
    GENUS: """
        Acinetobacter Aedes Agrobacterium Anopheles Arabidopsis Aspergillus Bordetella Borrelia Brassica Caenorhabditis
        Campylobacter Candida Chlamydomonas Clostridioides Clostridium Cryptococcus Daphnia Dictyostelium Drosophila
        Enterobacter Enterococcus Escherichia Haemophilus Helicobacter Klebsiella Lactobacillus Legionella Leishmania
        Listeria Mycobacterium Mycoplasma Neisseria Neurospora Nicotiana Plasmodium Pseudomonas Rickettsia Saccharomyces
        Salmonella Schistosoma Shigella Staphylococcus Streptococcus Streptomyces Toxoplasma Treponema Trypanosoma
        Vibrio Wolbachia Xenopus Yersinia
        """,
    # Wikidata, items that are software, websites, data sets or products and are cited as such
    PRODUCT: """
        Airbnb Airbus Alexa Alibaba Arduino Atari Baidu Bitcoin Bluetooth Boeing Caffe Chainer Cityscapes Coq Cortana
        Coursera Debian Disney Dropbox Emacs Ethereum Ethernet Facebook Firefox Flickr Fortran Gentoo Gephi Git Gmail
        Google Hadoop Haskell Huawei Instagram Isabelle Java Jupyter Kaggle Keras Kinect Kotlin Kubernetes Lego Linux
        Lisp Lua Mathematica Matlab Microsoft Minecraft Minix Moodle Mozilla Netflix Nintendo Nvidia Omniglot Perl
        Pinterest Pixar Playstation Pokémon Prolog Python Quora Reddit Samsung Scala Scikit Siemens Simulink Siri Skype
        Snapchat Solaris Sony Spotify Stata Tesla Theano Toyota Tumblr Twitter Ubuntu Udacity Unix Verilog Volkswagen
        Walmart Weibo Wikidata Wikimedia Wikipedia Wikipedian Wiktionary Xbox Yahoo Yelp Zenodo Zotero
        """,
    # Research Organization Registry
    INSTITUTION: """
        Bundesbank Bundestag Caltech Carnegie Cornell Elsevier Eurostat Eurovision Gallup Harvard Interpol Knesset
        Kremlin Mellon Princeton Rothamsted Smithsonian Stanford Wellcome Yale
        """,
}
"""kind -> words; a plural, ``-ity``, ``-ism`` or ``-ization`` of one that ends in ``-an`` counts as the same."""

LONGER = {
    EPONYM: "Black Scholes, Born Haber, Born Infeld, Born Oppenheimer, Box Cox, Box Jenkins, Box Muller, "
    "Church Turing, Cook Levin, Cox Ingersoll Ross, Gram Charlier, Gram Schmidt, Hardy Littlewood, Hardy Weinberg, "
    "Mann Whitney, Metropolis Hastings, Monte Carlo, Radon Nikodym, Reed Muller, Reed Solomon, Rice Shapiro, "
    "Wright Fisher",
    PEOPLE: "Middle Eastern, Middle English, Native American, Native Americans, New Zealander, New Zealanders, "
    "North American, Old English, Puerto Rican, South African, South American, South Korean, Sri Lankan",
    PLACE: "Abu Dhabi, Addis Ababa, Baltic Sea, Bay of Bengal, Black Sea, British Columbia, British Isles, "
    "Buenos Aires, Burkina Faso, Cape Town, Cape Verde, Caspian Sea, Central African Republic, Central America, "
    "Central Asia, Costa Rica, Czech Republic, Dead Sea, Dominican Republic, East Africa, East Asia, East Timor, "
    "El Niño, El Salvador, Equatorial Guinea, Far East, Faroe Islands, Great Barrier Reef, Great Britain, "
    "Gulf of Mexico, Ho Chi Minh City, Hong Kong, Indian Ocean, Ivory Coast, Kuala Lumpur, La Niña, Las Vegas, "
    "Latin America, Los Angeles, Marshall Islands, Mexico City, Middle East, Mount Everest, New Delhi, New England, "
    "New Guinea, New Hampshire, New Jersey, New Mexico, New Orleans, New South Wales, New York, New York City, "
    "New Zealand, North Africa, North America, North Carolina, North Dakota, North Korea, North Macedonia, North Sea, "
    "Northern Ireland, Nova Scotia, Pacific Ocean, Papua New Guinea, Persian Gulf, Puerto Rico, Red Sea, "
    "Rhode Island, Rio de Janeiro, Rocky Mountains, Salt Lake City, San Diego, San Francisco, San Marino, "
    "Santa Barbara, Santa Cruz, Santa Fe, São Paulo, Sao Paulo, Saudi Arabia, Sierra Leone, Silicon Valley, "
    "Solomon Islands, South Africa, South America, South Asia, South Carolina, South Dakota, South Korea, "
    "South Sudan, Southeast Asia, Sri Lanka, Tel Aviv, Timor Leste, United Arab Emirates, United Kingdom, "
    "United States, West Africa, West Bank, West Virginia",
    BELIEF: "New Testament, Old Testament",
    AGE: "Bronze Age, Cold War, French Revolution, Great Depression, Holy Roman Empire, Industrial Revolution, "
    "Iron Age, Middle Ages, Ming Dynasty, Roman Empire, Stone Age, World War, World Wars",
    HEAVEN: "Kuiper Belt, Milky Way, Oort Cloud",
    PRODUCT: "Apple Watch, Google Maps, Google Scholar, Mechanical Turk, Raspberry Pi, Stack Exchange, "
    "Stack Overflow, Visual Studio, Windows Phone",
    INSTITUTION: "African Union, Amnesty International, European Commission, European Union, Max Planck, Red Cross, "
    "Soviet Union, United Nations, World Bank, World Health Organization, World Trade Organization",
}
"""kind -> names of several words; a hyphen or dash between them is as good as a blank. Sources as above."""

PROGRAMMING = "language languages programming programs"
NUMBER = "0"

BEFORE = {
    EPONYM: {
        "Airy": "beam beams disk function functions pattern",
        "Bell": "inequalities inequality nonlocality polynomials state states test tests",
        "Born": "approximation machine machines rule",
        "Burgers": "equation equations turbulence vector vectors",
        "Down": "syndrome",
        "Fisher": "divergence discriminant information kernel kernels linear matrices matrix score vector vectors",
        "Gram": "matrices matrix",
        "Gray": "code codes",
        "Green": "function functions",
        "Hardy": "inequalities inequality space spaces",
        "Hawking": "effect radiation temperature",
        "Killing": "field fields form spinor spinors tensor tensors vector vectors",
        "Levy": "area flight flights measure process processes walk walks",
        "Lie": "algebra algebras algebroid algebroids bialgebras bracket brackets derivative derivatives group groups "
        "groupoid groupoids superalgebra superalgebras symmetries symmetry theory",
        "Radon": "measure measures transform transforms",
        "Rice": "theorem",
        "Young": "diagram diagrams measures modulus tableau tableaux",
    },
    PEOPLE: {"Mandarin": "chinese dialects speech tones", "Polish": "group groups language people space spaces"},
    CALENDAR: {"March": NUMBER, "May": NUMBER},
    PRODUCT: {"Go": PROGRAMMING, "Ruby": PROGRAMMING, "Rust": PROGRAMMING, "Swift": PROGRAMMING},
}
"""kind -> word -> the words before which it is a name, in small letters; ``0`` is any number."""
