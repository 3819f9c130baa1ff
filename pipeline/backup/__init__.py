"""A copy of what cannot be made again, made while runs go on, checked, and put back."""
