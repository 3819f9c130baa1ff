"""Forms that we handed out ourselves, filled in: their answers stand under known names."""
