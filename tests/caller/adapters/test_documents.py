"""Documents as files: fonts, text, PDF/A, seal, QR; and how each kind looks."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from broker.messages import Language
from broker.terms import ServiceCode
from caller.adapters.documents import FontsMissing, PdfSealer, TypstPapers, mint_seal
from caller.application.documents.certificates import certificate_sheet
from caller.application.documents.forms import sample_form
from caller.application.documents.guides import guide_sheet
from caller.application.documents.lists import form_book
from caller.application.ports.papers import SealBroken
from tests.caller.papers import KINDS, VERIFY_AT, granted, papers, press, text_of
from tests.golden_pictures import GoldenPictures

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
ALWAYS_CHINESE = {"certificate", "certificate-promised", "certificate-wide", "record"}
PICTURES = [
    (kind, language) for kind in KINDS for language in LANGUAGES if language == "zh-Hans" or kind not in ALWAYS_CHINESE
]


def run(program: list[str], path: Path) -> str:
    return subprocess.run([*program, str(path)], capture_output=True, check=False).stdout.decode()


def picture(pdf: bytes, *, page: int = 1, dots_per_inch: int = 100) -> Image.Image:
    command = ["pdftoppm", "-png", "-r", str(dots_per_inch), "-f", str(page), "-l", str(page), "-"]
    made = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(made))


def lines_of(pdf: bytes) -> list[str]:
    """The lines as they stand on the pages, those of neighbouring columns apart."""
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [piece for line in made.decode().splitlines() for piece in re.split(r"\s{2,}", line.strip()) if piece]


@pytest.fixture(scope="module")
def certificate() -> bytes:
    return papers().render(KINDS["certificate"](press()))


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> PdfSealer:
    folder = tmp_path_factory.mktemp("seal")
    minted = mint_seal("示范市政务服务中心", datetime.now(UTC))
    (folder / "seal.key").write_text(minted.key, encoding="ascii")
    (folder / "seal.pem").write_text(minted.certificate, encoding="ascii")
    return PdfSealer(folder / "seal.key", folder / "seal.pem", sandbox=True)


@pytest.mark.req("K-05", "K-07", "K-08", "G-05", "G-06")
@pytest.mark.parametrize(("kind", "language"), PICTURES)
def test_each_kind_looks_as_it_was_approved(kind: str, language: Language, golden_pictures: GoldenPictures) -> None:
    page = picture(papers().render(KINDS[kind](press(language))), dots_per_inch=110)
    golden_pictures.check(page, f"documents/{kind}-{language}")


@pytest.mark.req("G-05", "K-15")
@pytest.mark.parametrize(("kind", "language"), PICTURES)
def test_no_line_of_a_paper_begins_ends_or_stands_alone_as_it_should_not(kind: str, language: Language) -> None:
    for line in lines_of(papers().render(KINDS[kind](press(language)))):
        if len(line) > 1:
            assert line[0] not in "、，。；：！？）》」”)", line
            assert line[-1] not in "（《「“(", line
        assert re.fullmatch(r"[\u3400-\u9fff][)）。，、]", line) is None, line
        if language == "en":
            # in the Chinese font they are as wide as a character
            assert not re.search(r"[A-Za-z] ?[“”]|[“”] ?[A-Za-z]", line), line


@pytest.mark.req("G-03")
def test_no_page_of_a_guide_ends_with_the_heading_of_the_next() -> None:
    guide = papers().render(KINDS["guide"](press()))
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=guide, capture_output=True, check=True).stdout
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in made.decode().split("\f")]
    assert len(pages) > 2
    for page in pages[:-1]:
        # the line above the foot: a paper and how it is had, never a heading alone
        assert not page[-2].endswith("提取"), page[-2]


@pytest.mark.req("G-03", "K-15")
def test_a_guide_says_everything_in_its_readers_language() -> None:
    english = text_of(papers().render(KINDS["guide"](press("en"))))
    # the law has no other name
    assert re.findall(r"[\u3400-\u9fff]+", english) == ["住房公积金管理条例"]
    assert "window 58" in english
    traditional = text_of(papers().render(KINDS["guide"](press("zh-Hant"))))
    assert "《住房公積金管理條例》" in traditional
    assert "58 號窗口" in traditional


@pytest.mark.req("G-03")
def test_a_fee_of_a_guide_is_said_in_its_readers_language() -> None:
    guide = guide_sheet(press("en"), ServiceCode("BDC-001"), guide_at="https://hall.example/guide")
    assert "80 yuan for each case" in text_of(papers().render(guide))


@pytest.mark.req("K-05")
@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_in_the_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(papers().render(KINDS[kind](press())))
    fonts = run(["pdffonts"], path).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"Identity-H\s+yes yes yes", line), line


@pytest.mark.req("K-05")
@pytest.mark.parametrize("name", ["陈㐂", "𠮷𠮷", "〇一〇", "欧阳㐂𠮷〇", "買買提·阿不都", "Zoë O'Neill"])
def test_names_come_back_exactly(name: str) -> None:
    sheet = certificate_sheet(press(), granted("C-YBC", "F-YQUERY", p_name=name), verify_at=VERIFY_AT)
    assert name in text_of(papers().render(sheet)).splitlines()


@pytest.mark.req("M-09")
def test_what_a_sandbox_made_says_so_in_words_and_across_the_page(certificate: bytes) -> None:
    assert "沙箱样章：演示用，无法律效力" in text_of(certificate)
    real = papers().render(certificate_sheet(press(sandbox=False), granted(), verify_at=VERIFY_AT))
    assert "样章" not in text_of(real)
    width, height = (page := picture(certificate, dots_per_inch=40).convert("RGB")).size
    pink = [
        (x, y)
        for x in range(width)
        for y in range(height)
        if (rgb := page.getpixel((x, y))) and isinstance(rgb, tuple) and rgb[0] > 230 and 190 < rgb[1] < 225
    ]
    assert len(pink) > 0.02 * width * height
    assert max(x for x, _ in pink) - min(x for x, _ in pink) > width / 2
    assert max(y for _, y in pink) - min(y for _, y in pink) > height / 2


@pytest.mark.req("K-05")
@pytest.mark.parametrize("kind", ["certificate", "certificate-wide", "record"])
def test_the_printed_code_is_read_and_leads_to_the_public_page(kind: str) -> None:
    found = zxingcpp.read_barcodes(picture(papers().render(KINDS[kind](press())), dots_per_inch=150))
    assert [code.text for code in found] == [f"{VERIFY_AT}/4mOe2xYJb9Qn0rTt"]


@pytest.mark.req("M-05", "M-06", "G-07")
@pytest.mark.parametrize(
    ("kind", "document"), [("commitment", "D-COMMIT"), ("deferral", "D-DEFER"), ("notice", "D-ONCE:1")]
)
def test_the_code_on_what_was_signed_leads_to_its_case_and_holds_no_name(kind: str, document: str) -> None:
    (code,) = zxingcpp.read_barcodes(picture(papers().render(KINDS[kind](press())), dots_per_inch=150))
    assert code.text.startswith(f"{VERIFY_AT}/20261123-0001.{document}.")
    assert code.text.isascii()


def pdf_a_facts(pdf: bytes) -> tuple[str, str, bool, bool]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        with file.open_metadata() as xmp:
            part, level = str(xmp["pdfaid:part"]), str(xmp["pdfaid:conformance"])
        intents = file.Root.OutputIntents
        profile = any(str(intent.S) == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in list(intents))
        fonts = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
        embedded = all(
            any(key in font.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts
        )
        return part, level, profile, bool(fonts) and embedded


@pytest.mark.req("K-05", "M-09")
def test_it_is_pdf_a_and_stays_so_when_it_is_sealed(certificate: bytes, sealer: PdfSealer) -> None:
    assert pdf_a_facts(certificate) == ("2", "B", True, True)
    sealed = sealer.seal(certificate, reason="发证")
    assert pdf_a_facts(sealed) == ("2", "B", True, True)
    assert sealed.startswith(certificate), "a sealed file is continued, not rewritten"
    with pikepdf.open(io.BytesIO(sealed)) as file:
        (field,) = list(file.Root.AcroForm.Fields)
        assert int(field.F) & 4, "PDF/A wants every annotation to be printed"


@pytest.mark.req("M-09", "K-05")
def test_a_seal_is_valid_and_one_changed_byte_makes_it_invalid(
    certificate: bytes, sealer: PdfSealer, tmp_path: Path
) -> None:
    path = tmp_path / "sealed.pdf"
    sealed = sealer.seal(certificate, reason="发证")
    path.write_bytes(sealed)
    said = run(["pdfsig"], path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "样章 SAMPLE" in said
    changed = bytearray(sealed)
    changed[len(certificate) // 2] ^= 1
    path.write_bytes(changed)
    assert "Signature is Valid." not in run(["pdfsig"], path)


def test_a_seal_without_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SealBroken):
        PdfSealer(tmp_path / "none.key", tmp_path / "none.pem", sandbox=True)


def test_fonts_that_were_not_made_are_named(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing) as missing:
        TypstPapers(tmp_path)
    assert missing.value.folder == tmp_path


@pytest.mark.req("K-07")
def test_the_form_book_has_a_chapter_for_every_department_with_forms() -> None:
    book = form_book(press())
    pdf = papers().render(book)
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        chapters = [str(item.title) for item in outline.root]
        forms = [str(form.title) for item in outline.root for form in item.children]
    assert chapters == [chapter.department for chapter in book.chapters]
    assert len(forms) == len(press().catalogue.forms)


@pytest.mark.req("K-05", "K-08")
def test_every_kind_of_certificate_fits_its_one_page() -> None:
    catalogue = press().catalogue
    forms = {s.certificate: s.form for service in catalogue.services for s in service.situations if s.certificate}
    for certificate in catalogue.certificates:
        form = forms.get(certificate.code, catalogue.forms[0].code)
        known = replace(granted(certificate.code, form), promised=True)
        pdf = papers().render(certificate_sheet(press(), known, verify_at=VERIFY_AT))
        with pikepdf.open(io.BytesIO(pdf)) as file:
            assert len(file.pages) == 1, certificate.code
        assert {known.serial, certificate.name_zh} <= set(re.split(r"[\s：]+", text_of(pdf))), certificate.code


def test_a_long_scope_of_business_stays_on_the_page_with_its_seal() -> None:
    known = replace(granted("C-BIZ", "F-COMPANY", o_scope="道路普通货物运输、" * 40), promised=True)
    pdf = papers().render(certificate_sheet(press(), known, verify_at=VERIFY_AT))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1


@pytest.mark.req("G-06")
def test_the_sample_of_each_form_has_every_field_filled_and_says_so() -> None:
    catalogue = press().catalogue
    for form in catalogue.forms:
        sheet = sample_form(press(), form.code)
        lines = [line for group in sheet.groups for line in group.lines]
        keys = {key for group in catalogue.groups_of(form) for key in group.fields}
        assert len(lines) >= len(keys)
        assert all(line.value or line.signed for line in lines), form.code
        assert "样张" in text_of(papers().render(sheet)), form.code
