"""Looking after the sources file: what each source gives, and which sources a site or a list of feeds has to offer."""
