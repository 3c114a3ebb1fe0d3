"""DATA: words by which a list's pieces are told apart: words of titles, of venues, of links, of names.

Title words: those of 235,000 titles in arXiv, dblp and Crossref that are most frequent there and stand in no more than
one author's name for 300 titles; with `TITLE_ENDINGS` they are in 99 % of the titles and in 0.1 % of the author lists.
"""

import re
from collections.abc import Mapping

from refexport.data.patterns import regex

TITLE_WORDS = frozenset(
    (
        "about abstract accelerated access accuracy accurate acoustic across action active adaptive adversarial "
        "affine agent algebra algebraic algorithm alignment all analysis analytic analyzing and anomaly answer "
        "answering approach approaches approximate arbitrary architecture are artificial assessment assisted "
        "associated asymptotic atom atomic attack attentive attribute audio augmented auto autoencoder automata "
        "automated automatic autonomous award aware bandit base based bayesian behavior belief benchmark best "
        "better between beyond bias big binary blind body boosting bound boundary bounded box building calculus "
        "camera cancer categories category causal cell cellular chain challenge channel chaos chaotic chapter "
        "character chinese class classes classifier closed cloud cluster clustering cnn code coding cognitive "
        "coherent cold collaborative collective color combinatorial combining common community compact "
        "comparative comparison complete complex complexity component comprehension compressed compression "
        "computer computing concept confidence conjecture connected consensus consistency consistent constrained "
        "constraint contact content context contextual continuous control convergence conversion convex "
        "cooperative core corpus correlated correspondence cost counting coupled coupling covariance crowd "
        "crowdsourcing data database dataset decision decoding deep degree denoising dense density dependency "
        "dependent depth descent design detecting dialogue dictionary difference different differential diffusion "
        "digital dimension direct directed dirichlet discourse discovering discovery discrete discriminative "
        "distance distill distributed diverse diversity document does domain double driven driving dual duality "
        "dynamic effect effective efficiency efficient einstein electron embedded embedding encoder encoding end "
        "energy engineering enhanced enhancement enhancing ensemble entity entropy environment equilibrium "
        "equivalence error estimating evaluating event evidence evolutionary evolving exact expansion "
        "experimental explicit exploiting exploring exponential expression extended extension extreme face facial "
        "factor faster feature feedback few fields filter filtering financial finding finite first fixed flexible "
        "flow for force forecasting form frame framework free frequency from fully fundamental fusion future "
        "fuzzy game gap gaussian general generated generating generative generic genetic geometric geometry "
        "global gradient grained graph grid ground group growth guided hamiltonian harmonic hashing health "
        "heterogeneous hidden high higher highly homogeneous human hybrid hyperbolic identifying image imaging "
        "impact implicit importance improve improved improving incremental independent index induced inequality "
        "inference inferring infinite influence input inspired instance integral integrated integrating "
        "intelligence intelligent interacting interactive interface internet interpretable interspeech into "
        "invariant inverse iterative joint journal kernel knowledge label labeling language large laser latent "
        "lattice layer learn learning least length level leveraging likelihood limit limited linear lingual local "
        "locally log logic loop lower lstm machine magnetic making management manifold map mapping market massive "
        "matching matrices matrix matter maximal maximum mean measure measurement measuring mechanics media "
        "memory meta method metric minimal minimum mining missing mixed mixture mobile modal model modeling "
        "modelling modular molecular monitoring monocular motion moving mri multi multilingual multimodal "
        "multiple multivariate music must named natural near negative net network neural neuron new noise noisy "
        "non nonlinear nonparametric normal not note novel number object objective off one online open operator "
        "opinion optimal optimizing oral order oriented orthogonal out over pairwise parallel parameter "
        "parametric parsing part partial particle path pattern performance periodic person perspective phase "
        "physics planar planning plasma platform point poisson policies policy polynomial pose positive poster "
        "potential pre precision predicting predictive preference presence preserving principal priors privacy "
        "private problem proceedings process processes processing product programming proof properties property "
        "protein pseudo quadratic quality quantum quasi queries query random ranking rate read reading reasoning "
        "recommended recommender recovery recurrent recursive region regression regret regular reinforcement "
        "related relative relevance residual resonance resource response retrieval review revisited rgb rings "
        "risk robot robotic robust robustness role routing rules sampling scalable scale scaling scattering scene "
        "scheduling science scientific search second section security semantic semi sense sensing sensitive "
        "sensor sentence sentiment sequence sequential series service sets shape shared sharing shift shot signal "
        "similarity simple simultaneous single singular size smooth social soft software solving some sound "
        "source space sparse sparsity spatial spatio speaker specific spectra spectral spectrum speech spin "
        "spoken spotlight stable stage states statistics step stereo stochastic strategies strategy stream "
        "streaming strongly structural structure structured student studies study style submodular subspace super "
        "supervision support surface survey symmetric symmetry symplectic synthesis synthetic system tagging "
        "target task temperature temporal tensor term test testing text the their theorem theoretic theories "
        "theory thermal thesis three through time tool top topic toward tracking traffic training trajectory "
        "transfer transform transformer transport trees tuning turbulence twitter two type uncertainty under "
        "understanding unified uniform unit universal unknown use user using value valued variable variance "
        "varying vector vehicle via video view virtual vision visual volume wave weak weakly web weighted what "
        "when wireless with without word workshop world your zero"
    ).split()
)

TITLE_ENDINGS = regex(
    r"\w{3,}(?:tions?|isms?|olog(?:y|ies)|ograph(?:y|ies)|ical|istic|i[sz]ed|ional|ures|works|ities|"
    r"ivity|ality|ility|icity)"
)

VENUES = frozenset(
    (
        "aaai aamas accv acl acm acml aistats alt amia arxiv bmvc cacm chi cikm coling colt conll corl corr cscw "
        "cvpr cvprw dac dagm distill eacl ecai eccv eccvw ecir ecml elife emnlp focs fse gecco globecom hlt hpca "
        "icann icassp iccv iccvw icde icdm icip iclp iclr icme icml icmlw icpr icra icse icslp icwsm ieee ijcai "
        "ijcnn ijcv ijrr infocom interspeech ipmi iros isbi isca ismar ismir iwslt jair jasa jmlr kdd lrec miccai "
        "micro ml mlhc mlsys mmm naacl naacl-hlt nature ndss neurips neuron nips nsdi openreview osdi pakdd pami "
        "pldi plos pmlr pnas podc pods popl ral recsys rss s&p sc science sdm siam siggraph sigir sigmod soda "
        "sosp spl splash stoc tacl tcsvt tip tist tits tkde tmi tmlr tmm tnnls tog toplas tpami tro tvcg uai uist "
        "usenix vldb wacv wmt wsdm www"
    ).split()
)
"""Short names of venues as lists use them, without case (dblp.org/db: the streams' acronyms)."""

SHORT_WORDS = frozenset(
    (
        "acad acta adv algebr algor am anal analyt ann appl arch artif assoc astron astrophys autom biochem biol "
        "biom bull calc cell chem class clin combin comm commun comp comput cond conf contr cryst curr cybern "
        "data def differ discr dyn ecol econ electr electron eng environ eur exp fluid found front fund gen genet "
        "geol geom geophys grav hum hydrol ieee imag inf int intell invent inverse ist j lang learn lect lett "
        "linguist log mach magn manag mater math meas mech med meth mod mol nat natl netw neural neurosci nonlin "
        "notes nucl num oper opt optim part pattern perform pharm philos phys plasma pol polym prob proc process "
        "prog psychol publ pure quant quart recogn relat rep represent res rev robot sci semin ser sign signal "
        "soc softw solid stat statist stoch stud surf surv symb symp syst tech technol theor theory thermodyn "
        "topol trans transp univ vis wirel"
    ).split()
)
"""Words of journals' names cut short (ISO 4, list of title word abbreviations)."""

VENUE_WORDS = regex(
    r"\b(?:proc(?:\.|eedings)|advances in|in:|conf(?:\.|erence)|workshops?|symposium|congress|annual meeting|journal|"
    r"trans(?:\.|actions)|letters|lett\.|review of|rev\.|annals|magazine|bulletin|lecture notes|lncs|preprint|"
    r"(?:phd|ph\.d\.|doctoral|master'?s|msc) thesis|technical report|tech\. ?rep|press|springer|elsevier|"
    r"vol\.|volume \d|no\.|pp?\. ?\d|pages \d)|学报|期刊|会议|大学|出版社",
    re.IGNORECASE,
)
"""Words of places where works are published."""

PLACES = frozenset(
    (
        "academic press|addison wesley|buenos aires|cape town|hong kong|john wiley|kluwer academic|las vegas|"
        "long beach|los angeles|mit press|morgan kaufmann|new delhi|new orleans|new york|new zealand|"
        "north holland|puerto rico|rio grande|salt lake|san antonio|san diego|san francisco|san jose|san juan|"
        "santa barbara|santa clara|sao paulo|south africa|south korea|springer verlag|st. louis|são paulo|"
        "tel aviv|united kingdom|united states|von neumann"
    ).split("|")
)
"""Cities, countries and publishers of two words, which would else read as a person's name."""

LINK_LABELS = frozenset(
    (
        "biorxiv manuscript medrxiv pmc pubmed "
        "abs abstract appendix article arxiv author's bib bibtex blog citation cite code colab data dataset demo "
        "doi download file full github here homepage html implementation keras link models official openreview "
        "page paper paperswithcode pdf post poster ppt preprint project pytorch repo review scholar slides source "
        "supp supplement supplementary talk tensorflow text tf the url video web webpage website weights youtube "
        "下载 主页 代码 原文 幻灯片 演示 视频 论文 这里 链接 项目 数据 源码"
    ).split()
)
"""Words that name what a link leads to; a link of such words only is no title."""

ASIDE_LABELS = frozenset(
    (
        "bib bibtex code colab data dataset demo github implementation keras models poster ppt pytorch repo "
        "review slides source supp supplement supplementary talk tensorflow tf video weights youtube "
        "代码 幻灯片 演示 视频 数据 源码"
    ).split()
)
"""Those of them that lead to something beside the work."""

ORGANISATIONS: Mapping[str, str] = {
    **{
        word: word
        for word in (
            "academy agency association commission committee council foundation inc laborator(?:y|ies) ltd ministry "
            "team"
        ).split()
    },
    "cent(?:er|re)": "cent(?:er|re) for",
    "collaborations?": "collaboration",
    "consorti(?:um|a)": "consortium",
    "department": "department of",
    "institut(?:e|ion|o)?": "institut(?:e|ion)?",
    "universit(?:y|ät|é|at)": "universit(?:y|ät|é)",
    **dict.fromkeys(
        "alliance coalition collaborators college corporation federation government groups? initiative investigators "
        "network organi[sz]ation partnership program(?:me)? project society survey taskforce".split(),
        "",
    ),
}
"""Word that people are not called, where a registry gives a name -> as it shows an organisation in a line of a list.

A line may be a title: what titles have as often ("network", "survey") is empty there, or needs a second word.
"""

GIVEN_NAMES = frozenset(
    (
        "aaron abhinav abhishek adam aditya adrian alan alberto alejandro alessandro alex alexander alexandre "
        "alexandros alexey amir amit ana andrea andreas andrei andrew andrey anna anthony antoine anton antonio "
        "arthur ashish ben benjamin bernhard bin boris brian bryan carl carlo carlos carsten charles chris "
        "christian christoph christophe christopher christos claudio craig damien dan daniel daniele david davide "
        "denis diego dimitris dirk dmitry dominik eduardo edward elena emmanuel eric erik eugene fabian fabio "
        "federico felix florian francesco francisco gabriel gang geoffrey georg georgios gerhard giovanni "
        "giuseppe greg gregory guillaume hang hans hiroshi hossein ian igor ilya ioannis ivan jack jakob james "
        "jan jason javier jean jeff jeffrey jennifer jens jeremy jian jiawei jie joel johan johannes john jon "
        "jonas jonathan jorge joshua juan julian julien jun justin kai karl kenneth kevin klaus konstantinos "
        "krzysztof kun kyle larry lars laura laurent lorenzo luc luca luis lukas maarten manuel marc marco marcus "
        "maria mario marius mark markus matt matteo matthew matthias max michael michal michele mike mikhail ming "
        "mohammad muhammad nathan neil nicholas nick nicola nicolas olivier pablo paolo pascal patrick pavel "
        "pedro peter philip philipp philippe pierre pietro ping piotr qiang qing radu rafael rahul ralf reza "
        "ricardo richard robert roberto robin roger roland roman ronald rui ryan sam samuel sara sarah sean "
        "sebastian sergey sergio simone stefan stefano stephan stephen steve steven sven tim timothy tobias tom "
        "trevor uwe victor vijay vladimir william wolfgang xavier xiaodong xin yifan yong yoshua yuri zhe"
    ).split()
)
"""The 240 most frequent given names of authors in arXiv and dblp that are hardly ever family names."""

HAN_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常汤康易乔赖文"
)
"""The most frequent Chinese family names (Ministry of Public Security of China, report of 2020)."""
