"""Words in pictures of pages, by tesseract."""
