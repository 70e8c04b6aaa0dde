"""All facts as RDF, in every syntax that is read."""
