"""Zotero's own items: Zotero RDF, Better BibTeX JSON and the web API's JSON are three ways to write them."""
