"""What the words of a question mean, in any of the languages."""
