"""PDF: fields, text, drawings and pictures of its pages."""
