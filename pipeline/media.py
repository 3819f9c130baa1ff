"""What a document is, told from its bytes; a name or a declared type is only a hint."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM: Final = "application/vnd.ms-word.document.macroenabled.12"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM: Final = "application/vnd.ms-excel.sheet.macroenabled.12"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"
OLE: Final = "application/x-ole-storage"
OLE_ENCRYPTED: Final = "application/x-ole-encrypted"  # an OOXML file behind a password
MSG: Final = "application/vnd.ms-outlook"
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
PAGES: Final = "application/vnd.apple.iwork"  # Pages, Numbers, Keynote
RTF: Final = "application/rtf"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
CSV: Final = "text/csv"  # and tab-separated values, which many programs export as ".xls"
MHTML: Final = "multipart/related"  # a web page with its pictures, as Word and browsers save it
XML: Final = "application/xml"
XDP: Final = "application/vnd.adobe.xdp+xml"  # the data of an XFA form, which Acrobat can mail alone
FDF: Final = "application/vnd.fdf"  # the data of an AcroForm, mailed alone
XFDF: Final = "application/vnd.adobe.xfdf"
ZIP: Final = "application/zip"
ZIP_ENCRYPTED: Final = "application/x-zip-encrypted"  # a zip archive with members behind a password
GZIP: Final = "application/gzip"
TAR: Final = "application/x-tar"
SEVEN_ZIP: Final = "application/x-7z-compressed"
RAR: Final = "application/vnd.rar"
MESSAGE: Final = "message/rfc822"
DELIVERY_STATUS: Final = "message/delivery-status"
TNEF: Final = "application/ms-tnef"
PKCS7_MIME: Final = "application/pkcs7-mime"
PKCS7_ENCRYPTED: Final = "application/x-pkcs7-encrypted"  # a sealed mail part: enveloped data, RFC 5652 section 6
PKCS7_SIGNATURE: Final = "application/pkcs7-signature"
PGP: Final = "application/pgp-encrypted"
VCARD: Final = "text/vcard"
CALENDAR: Final = "text/calendar"
LINK: Final = "text/uri-list"  # where a file is, instead of the file
OCTETS: Final = "application/octet-stream"

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
GIF: Final = "image/gif"
TIFF: Final = "image/tiff"
BMP: Final = "image/bmp"
WEBP: Final = "image/webp"
HEIC: Final = "image/heic"
AVIF: Final = "image/avif"
SVG: Final = "image/svg+xml"
EMF: Final = "image/emf"
WMF: Final = "image/wmf"

EXTENSIONS: Final = {
    PDF: ".pdf", DOCX: ".docx", DOCM: ".docm", XLSX: ".xlsx", XLSM: ".xlsm", XLSB: ".xlsb", PPTX: ".pptx",
    DOC: ".doc", XLS: ".xls", PPT: ".ppt", OLE_ENCRYPTED: ".docx", MSG: ".msg", ODT: ".odt", ODS: ".ods",
    RTF: ".rtf", HTML: ".html", TEXT: ".txt", CSV: ".csv", MHTML: ".mht", XML: ".xml",
    XDP: ".xdp", FDF: ".fdf", XFDF: ".xfdf", ZIP: ".zip",
    ZIP_ENCRYPTED: ".zip", GZIP: ".gz", TAR: ".tar", SEVEN_ZIP: ".7z", RAR: ".rar", MESSAGE: ".eml",
    DELIVERY_STATUS: ".txt", TNEF: ".dat", PKCS7_MIME: ".p7m", PKCS7_ENCRYPTED: ".p7m", PKCS7_SIGNATURE: ".p7s",
    PGP: ".pgp", VCARD: ".vcf", CALENDAR: ".ics", PNG: ".png", JPEG: ".jpg", GIF: ".gif", TIFF: ".tif", BMP: ".bmp",
    WEBP: ".webp", HEIC: ".heic", AVIF: ".avif", SVG: ".svg", EMF: ".emf", WMF: ".wmf",
}  # fmt: skip
"""The usual file extension of each type, for parts that came without a name; a type not listed has none."""

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\xd7\xcd\xc6\x9a", WMF),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x1f\x8b\x08", GZIP),
    (b"-----BEGIN PGP MESSAGE", PGP),
    (b"-----BEGIN PKCS7", PKCS7_MIME),
    (b"-----BEGIN CMS", PKCS7_MIME),
    (b"%FDF-", FDF),
)
_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PKCS7_OID: Final = bytes.fromhex("06092a864886f70d0107")  # 1.2.840.113549.1.7, RFC 5652
_SEALED_OIDS: Final = tuple(  # enveloped data, encrypted data, authenticated enveloped data (RFC 5083)
    bytes.fromhex(each) for each in ("06092a864886f70d010703", "06092a864886f70d010706", "060b2a864886f70d0109100117")
)
_PKCS7_BASE64: Final = re.compile(rb"\s*MI[A-Za-z0-9+/]{2,76}[A-Za-z0-9+/=\s]*")
_TAR_MARK: Final = slice(257, 262)  # of the first header: POSIX ustar
_DIB_HEADER_SIZES: Final = {12, 40, 52, 56, 64, 108, 124}
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

_MAIN_PARTS: Final = (  # of [Content_Types].xml, ECMA-376 part 1, in lower case; macro kinds first
    ("ms-word.document.macroenabled.main+xml", DOCM),
    ("ms-word.template.macroenabledtemplate.main+xml", DOCM),
    ("ms-excel.sheet.macroenabled.main+xml", XLSM),
    ("ms-excel.template.macroenabled.main+xml", XLSM),
    ("ms-excel.sheet.binary.macroenabled.main", XLSB),
    ("wordprocessingml.document.main+xml", DOCX),
    ("wordprocessingml.template.main+xml", DOCX),
    ("spreadsheetml.sheet.main+xml", XLSX),
    ("spreadsheetml.template.main+xml", XLSX),
    ("presentationml.", PPTX),
)
_OLE_STREAMS: Final = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
MAX_ZIP_ENTRIES: Final = 20_000  # real documents have some hundreds; the list of a million takes a gigabyte
ZIP_ENTRY: Final = b"PK\x01\x02"  # of the table of contents
_ZIP_LOCKED: Final = 0x1  # general purpose bit: APPNOTE 4.4.4
_CONTENT_TYPES_LIMIT: Final = 1_000_000  # bytes; real ones are a few thousand

_HTML_START: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|span|p|font|center|br|h[1-6]|ul|ol|a)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG: Final = re.compile(rb"</?[a-z][a-z0-9]{0,15}[\s/>]", re.IGNORECASE)
_SVG_START: Final = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MAIL_START: Final = re.compile(rb"(?:From |[!-9;-~]{1,70}[ \t]?:)")
_SAVED_PAGE: Final = re.compile(rb"content-type:\s*multipart/related", re.IGNORECASE)
_SAVED_NAMES: Final = {"mht", "mhtml", "doc", "xls"}
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_TEXT_CONTROLS: Final = bytes(range(9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"


def identify(data: bytes, name: str = "", declared: str = "") -> str:
    """The media type of a document, from its content.

    Args:
        data: the whole document.
        name: its file name; decides only between types whose content looks alike (.eml and text, .p7s and .p7m).
        declared: the media type its sender gave it; used like the name.

    Returns:
        One of this module's constants; `OCTETS` where nothing fits. Never raises, whatever the bytes are.
    """
    declared = declared.lower().strip()
    extension = name.lower().rpartition(".")[2] if "." in name else ""
    return _by_signature(data, extension, declared) or _by_text(data, extension, declared) or OCTETS


def is_text(kind: str) -> bool:
    """Whether a type's bytes are characters in some charset."""
    return kind.startswith("text/") or kind in {XML, XDP, XFDF, SVG, DELIVERY_STATUS}


def _by_signature(data: bytes, extension: str, declared: str) -> str | None:
    """The kind where the bytes carry a mark of it; marks at the very start come before %PDF- further on."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if data.startswith(_OLE_SIGNATURE):
        return _ole_kind(data, extension)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[_TAR_MARK] == b"ustar":
        return TAR
    sealed = _pkcs7_kind(data, extension, declared)  # before PDF: a signed one begins within its first kilobyte
    if sealed:
        return sealed
    return PDF if _is_pdf(data) else _picture_kind(data)


def _is_pdf(data: bytes) -> bool:
    """%PDF- within the first 1024 bytes (ISO 32000-1 annex H); a text that only speaks of it holds no objects."""
    at = data.find(b"%PDF-", 0, 1024 + 5)
    return at == 0 or (at > 0 and b" obj" in data)


def _picture_kind(data: bytes) -> str | None:
    """Pictures whose mark does not stand at the start, or is too short to trust alone."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        brands = {data[8:12], *(data[at : at + 4] for at in range(16, min(len(data), 64), 4))}
        return AVIF if b"avif" in brands else HEIC if brands & _HEIC_BRANDS else None
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _DIB_HEADER_SIZES:
        return BMP
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        return EMF
    return None


def _pkcs7_kind(data: bytes, extension: str, declared: str) -> str | None:
    """Signed or sealed mail parts: a BER sequence that names PKCS #7 at once, or that in base64 where it says so."""
    if (extension == "p7m" or "pkcs7-mime" in declared) and _PKCS7_BASE64.fullmatch(data[:4096]):
        return PKCS7_MIME
    if not data.startswith(b"\x30"):
        return None
    if any(sealed in data[:32] for sealed in _SEALED_OIDS):
        return PKCS7_ENCRYPTED
    if _PKCS7_OID not in data[:32]:
        return None
    detached = extension == "p7s" or "signature" in declared
    return PKCS7_SIGNATURE if detached else PKCS7_MIME


def _zip_kind(data: bytes) -> str:
    """What a zip archive holds, by its own table of contents and never by its name."""
    if data.count(ZIP_ENTRY) > MAX_ZIP_ENTRIES:
        return ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _archive_kind(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, OverflowError, MemoryError):
        return _damaged_zip_kind(data)
    except Exception:  # noqa: BLE001 - zipfile meets hostile bytes with struct.error, LookupError and more
        return _damaged_zip_kind(data)


def _archive_kind(archive: zipfile.ZipFile) -> str:
    names = {name.lower(): name for name in archive.namelist()}
    if "[content_types].xml" in names:
        return _office_kind(_start_of(archive, names["[content_types].xml"]))
    if "mimetype" in names:
        declared = _start_of(archive, names["mimetype"]).strip().decode("ascii", "replace")
        return next((kind for kind in (ODT, ODS) if declared.startswith(kind)), ZIP)
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        return PAGES
    return ZIP_ENCRYPTED if any(info.flag_bits & _ZIP_LOCKED for info in archive.infolist()) else ZIP


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(_CONTENT_TYPES_LIMIT)


def _office_kind(content_types: bytes) -> str:
    encoding = "utf-16" if content_types.startswith(_UTF16_BOMS) else "utf-8"
    text = content_types.decode(encoding, "replace").lower()
    return next((kind for words, kind in _MAIN_PARTS if words in text), ZIP)


def _damaged_zip_kind(data: bytes) -> str:
    """A cut-off archive keeps the names at its start: its reader can then say that it is damaged."""
    if b"word/" in data:
        return DOCX
    return XLSX if b"xl/work" in data else ZIP


def _ole_kind(data: bytes, extension: str) -> str:
    """What an OLE2 file holds, by the names of its streams ([MS-CFB] 2.6: UTF-16, at multiples of 128 bytes).

    Files lie in one another (a message holds its attachments, a text its tables): the outermost kinds come first,
    else the name that stands first in the directory; a known extension decides where both are there.
    """
    capitals = data.upper()  # names compare without regard to case ([MS-CFB] 2.6.4), and some writers shout
    if _stream_at(capitals, "__properties_version1.0") >= 0:
        return MSG
    if _stream_at(capitals, "EncryptedPackage") >= 0:
        return OLE_ENCRYPTED
    found = sorted((at, kind) for name, kind in _OLE_STREAMS if (at := _stream_at(capitals, name)) >= 0)
    if not found:
        return OLE
    by_name = next((kind for _, kind in found if EXTENSIONS[kind] == f".{extension}"), None)
    return by_name or found[0][1]


def _stream_at(data: bytes, name: str) -> int:
    """Where the directory entry of a stream or storage begins, -1 where there is none; `data` in capitals."""
    entry = name.upper().encode("utf-16-le") + b"\x00\x00"
    at = data.find(entry, 512)
    while at >= 0 and (at % 128 or data[at + 66 : at + 67] not in {b"\x01", b"\x02"}):
        at = data.find(entry, at + 2)
    return at


def _by_text(data: bytes, extension: str, declared: str) -> str | None:
    """The kind of something that is written in characters; None where it is not."""
    if not looks_like_text(data):
        return None
    start = data[:4096].removeprefix(_UTF8_BOM)
    if data.startswith(_UTF16_BOMS):
        start = start.decode("utf-16", "replace").encode()
    start = start.lstrip()
    if declared == MESSAGE or (extension == "eml" and _MAIL_START.match(start)):
        return MESSAGE
    if extension in _SAVED_NAMES and _MAIL_START.match(start) and _SAVED_PAGE.search(start):
        return MHTML
    return _marked_text(start, extension) or _html_or_text(start, extension, declared)


def _marked_text(start: bytes, extension: str) -> str | None:
    upper = start[:40].upper()
    if upper.startswith(b"{\\RTF") or (extension == "rtf" and upper.startswith(b"{\\")):
        return RTF
    if upper.startswith(b"BEGIN:VCARD"):
        return VCARD
    if upper.startswith(b"BEGIN:VCALENDAR"):
        return CALENDAR
    if _HTML_START.match(start) and extension != "svg":
        return HTML
    return _xml_kind(start) if upper.startswith((b"<?XML", b"<XDP:", b"<XFDF", b"<SVG", b"<!DOCTYPE SVG")) else None


def _xml_kind(start: bytes) -> str:
    if b"<xdp:xdp" in start:
        return XDP
    if b"<xfdf" in start:
        return XFDF
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:  # as Office 2003 wrote it
        return XLS
    if b"http://schemas.microsoft.com/office/word/2003/wordml" in start:
        return DOC
    return SVG if _SVG_START.search(start) else XML


def _html_or_text(start: bytes, extension: str, declared: str) -> str | None:
    says_html = declared in {HTML, "application/xhtml+xml"} or extension in {"htm", "html", "xhtml"}
    if says_html and _ANY_TAG.search(start):
        return HTML
    if declared in {DELIVERY_STATUS, VCARD, CALENDAR}:
        return declared
    if _is_table(start, extension, declared):
        return CSV
    return TEXT if start or declared.startswith("text/") else None


def _is_table(start: bytes, extension: str, declared: str) -> bool:
    """Columns parted by a sign: where the name says so, or a "workbook" that is but text with tabs."""
    if extension in {"csv", "tsv", "tab"} or declared in {"text/csv", "text/tab-separated-values"}:
        return bool(start)
    return extension in {"xls", "xlsx"} and b"\t" in start


def looks_like_text(data: bytes) -> bool:
    """Whether the start of the bytes could be written by a person: no control characters but blanks and escapes."""
    if data.startswith(_UTF16_BOMS):
        return True
    start = data[:4096]
    return len(start) - len(start.translate(None, _TEXT_CONTROLS)) <= len(start) // 100
