"""How what the loaders ship was learned from labelled reports; needs scikit-learn, reads no report."""
