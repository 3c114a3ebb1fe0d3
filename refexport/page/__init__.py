"""Page: a library as one HTML file to look at: how complete it is, where its works are from, what to mend."""
