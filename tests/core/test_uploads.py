"""Uploads: what is taken, what is refused with a sentence, how it is stored."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from PIL import Image

from inspired.core import services
from inspired.core.concealed import INFLATED_LARGEST
from inspired.core.uploads import LARGEST, UploadRefused, check_upload
from tests import make
from tests.core import files

GOOD = {
    "application/pdf": files.PDF,
    "image/png": files.picture("PNG"),
    "image/jpeg": files.picture("JPEG"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": files.docx(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": files.xlsx(),
    "application/vnd.oasis.opendocument.text": files.odt(),
    "text/csv": b"name;seat\nAna;CSO\nRui;State\n",
    "text/plain": "Opinião e mais.\n".encode(),
}
BAD = {
    "empty": b"",
    "too large": b"a" * (LARGEST + 1),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "gif": files.picture("GIF"),
    "zip": files.archive(readme=b"text"),
    "macros": files.docx(**{"word/vbaProject.bin": b"x"}),
    "macro type": files.archive(**{"[Content_Types].xml": files.WORD + b"macroEnabled", "word/document.xml": b""}),
    "bomb": files.docx(**{"word/media/a": b"0" * 30_000_000}),
    "broken archive": b"PK\x03\x04" + b"\x00" * 60,
    "broken picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 60,
    "huge picture": files.picture("PNG", (6000, 5000)),
    "not text": b"\xff\xfe\x00abc",
    "control signs": b"abc\x00def",
    "pdf with scripts": files.PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>",
    "pdf with scripts in a film": files.PDF + b"<< /S /Rendition /JS (app.alert(1)) >>",
    "macros in an object of a text": files.odt(**{"Object 1/Basic/Standard/Module1.xml": b"<m/>"}),
    "scripts in an object of a text": files.odt(**{"Object 1/Scripts/python/a.py": b"x"}),
    "template from elsewhere": files.docx(
        **{"word/_rels/settings.xml.rels": files.relations("attachedTemplate", "https://example.org/a.dotm")}
    ),
    "template from elsewhere, spelt otherwise": files.docx(
        **{
            "word/_rels/settings.xml.rels": files.relations("attachedTemplate", "//example.org/a", "&#69;xternal")
            .decode()
            .encode("utf-16")
        }
    ),
    "picture from elsewhere": files.docx(
        **{"word/_rels/document.xml.rels": files.relations("image", "https://example.org/seen.png")}
    ),
    "table from elsewhere": files.xlsx(
        **{"xl/externalLinks/_rels/externalLink1.xml.rels": files.relations("externalLinkPath", "file:///a.xlsx")}
    ),
    "relations with a document type": files.docx(**{"_rels/.rels": b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'}),
    "relations that are not XML": files.docx(**{"_rels/.rels": b"<Relationships"}),
    "pdf with scripts in packed objects": files.packed_pdf(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>"),
    "pdf with scripts in packed objects spelt otherwise": files.packed_pdf(
        b"1 0 << /S /J#61vaScript >>", b"/Type /Obj#53tm /Filter [/Fl]"
    ),
    "pdf with objects packed twice": files.packed_pdf(
        b"1 0 <<>>", b"/Type /ObjStm /Filter [/FlateDecode /FlateDecode]"
    ),
    "pdf with objects packed by other means": files.packed_pdf(b"1 0 <<>>", b"/Type /ObjStm /Filter 9 0 R"),
    "pdf with objects written as differences": files.packed_pdf(
        b"1 0 <<>>", b"/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>"
    ),
    "pdf with objects cut short": files.packed_pdf(b"1 0 << /A (b) >>", tail=5),
    "pdf that unpacks to far too much": files.packed_pdf(b"0" * (INFLATED_LARGEST + 1)),
    "pdf with scripts spelt otherwise": files.PDF + b"<< /S /J#61vaScrip#74 /J#53 (app.alert(1)) >>",
}


@pytest.mark.parametrize("media_type", GOOD)
def test_good_file_is_known_by_its_bytes(media_type):
    assert check_upload(files.upload(GOOD[media_type], "misleading.exe")).media_type == media_type


@pytest.mark.parametrize(
    "content",
    [
        files.docx(**{"word/_rels/document.xml.rels": files.relations("hyperlink", "https://example.org/")}),
        files.docx(**{"word/_rels/document.xml.rels": files.relations("image", "media/a.png", "Internal")}),
        files.odt(**{"Object 1/content.xml": b"<o/>", "Basics/content.xml": b"<o/>"}),
        files.packed_pdf(b"1 0 << /Type /Catalog >>"),
        files.packed_pdf(b"1 0 << /Type /Catalog >>", b"/Type /ObjStm /Filter [ /FlateDecode ] /Extra"),
        files.packed_pdf(b"pixels", b"/Subtype /Image /Filter /DCTDecode"),
        files.PDF.replace(b"trailer", b"2 0 obj\n<<>>\nstream\n\x01/JS(\x02\nendstream\nendobj\ntrailer"),
    ],
)
def test_links_to_click_and_packed_objects_without_scripts_are_taken(content):
    assert check_upload(files.upload(content)).content == content


def test_a_pdf_made_of_the_beginnings_of_streams_takes_no_time():
    spun = b"%PDF-1.7\n" + b"/ObjStm /Fl stream\n" * 400_000
    begun = time.process_time()
    assert check_upload(files.upload(spun)).media_type == "application/pdf"
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("kind", BAD)
def test_bad_file_is_refused_with_a_sentence(kind):
    with pytest.raises(UploadRefused) as refused:
        check_upload(files.upload(BAD[kind], "good.pdf"))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archive_with_any_byte_spoilt_is_taken_or_refused_and_never_breaks_the_page(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("[Content_Types].xml", files.WORD)
        packed.writestr("word/document.xml", b"<w/>")
    whole = out.getvalue()
    refused = 0
    for place in range(4, len(whole)):
        for value in (0, whole[place] ^ 0xFF):
            try:
                check_upload(files.upload(whole[:place] + bytes([value]) + whole[place + 1 :]))
            except UploadRefused:
                refused += 1
    assert refused > 100


@pytest.mark.parametrize("text", [b"a" * 200_000, b"a,b\n" + b"c" * 200_000, (b'"' + b"c" * 20_000 + b"\n") * 30])
def test_text_with_lines_longer_than_any_cell_is_plain_text(text):
    assert check_upload(files.upload(text)).media_type == "text/plain"


def test_picture_is_drawn_again_without_its_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a secret place"
    checked = check_upload(files.upload(files.picture("JPEG", (8, 6), exif=exif), "photo.jpg"))
    assert b"secret" not in checked.content
    with Image.open(io.BytesIO(checked.content)) as again:
        assert again.size == (6, 8)
        assert not again.getexif()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\papers\\letter.docx", "letter.pdf"),
        ("<script>alert(1)</script>.svg", "script.pdf"),
        ("a\u202egpj.exe\n", "a gpj.pdf"),
        ("...", "file.pdf"),
    ],
)
def test_name_is_made_safe(given, kept):
    assert check_upload(files.upload(files.PDF), given).name == kept


@pytest.mark.django_db
def test_file_is_stored_under_a_random_name(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = make.user()
    stored = services.store_upload(files.upload(files.PDF, "position of Ana.pdf"), by=user)
    assert "Ana" not in stored.file.name
    assert (stored.original_name, stored.size, stored.uploaded_by) == ("position of Ana.pdf", len(files.PDF), user)
    assert stored.file.read() == files.PDF
    stored.file.close()


def test_a_fault_of_ours_is_not_told_as_a_damaged_file(monkeypatch):
    def broken(_parts, _packed):
        raise LookupError("ours")

    monkeypatch.setattr("inspired.core.uploads._check_parts", broken)
    with pytest.raises(LookupError, match="ours"):
        check_upload(io.BytesIO(files.archive(readme=b"text")))
