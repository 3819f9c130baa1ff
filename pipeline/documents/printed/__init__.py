"""Words of a page into lines and texts, in the cells of its ruled lines: the same for PDFs and for scans."""
