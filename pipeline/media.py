"""What a document is, told from its bytes; a name or a declared type is only a hint."""

from __future__ import annotations

from typing import Final

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM: Final = "application/vnd.ms-word.document.macroenabled.12"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM: Final = "application/vnd.ms-excel.sheet.macroenabled.12"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
OLE_ENCRYPTED: Final = "application/x-ole-encrypted"  # an OOXML file behind a password
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
RTF: Final = "application/rtf"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
ZIP: Final = "application/zip"
MESSAGE: Final = "message/rfc822"
TNEF: Final = "application/ms-tnef"
OCTETS: Final = "application/octet-stream"
