"""LaTeX: a text as LaTeX and back; the only place that knows an accent or a macro."""

from refexport.text.latex.decode import from_latex, is_tame, without_needless_braces
from refexport.text.latex.encode import braced, name_to_latex, to_latex, whole_to_latex

__all__ = ["braced", "from_latex", "is_tame", "name_to_latex", "to_latex", "whole_to_latex", "without_needless_braces"]
