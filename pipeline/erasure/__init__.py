"""Everything held on a person or a government: found, exported, erased, and known again without its name."""
