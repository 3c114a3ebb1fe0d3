"""PubMed's own format (.nbib, MEDLINE)."""
