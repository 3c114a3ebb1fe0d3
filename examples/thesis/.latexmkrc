# The bibliography is made before the first run; refexport leaves the files alone when nothing changed.
system('make -s bib') == 0 or die "refexport failed\n";
ensure_path('BIBINPUTS', '../../build');
