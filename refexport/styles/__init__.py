"""Styles: lists of works as journals and web pages print them, made by pandoc's citeproc from CSL styles."""
