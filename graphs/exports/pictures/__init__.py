"""Still pictures: a network drawn, and what all pictures and charts are drawn with."""
