"""`adhesion alarm`: a word to staff when no run has succeeded for too long, and one when it works again."""
