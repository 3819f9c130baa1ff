"""The values that fields could have, the choice among them, and how sure it is."""
