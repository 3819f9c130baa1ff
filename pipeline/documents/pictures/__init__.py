"""Pictures of pages: made fit for reading; lines, boxes, marks and ink found in them."""
