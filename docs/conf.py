"""Sphinx: the pages of docs/ as a site; `make docs` builds it with warnings as errors."""

project = "refexport"
extensions = ["myst_parser", "sphinx_click"]
html_theme = "furo"
html_title = "refexport"
myst_heading_anchors = 3
