"""Files are judged by what they hold: every usual encoding and layout is read, attacks and other files are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from school.importing import errors
from school.importing.sheets.cells import Flaw
from school.importing.sheets.reading import read_lines
from school.importing.sheets.sniffing import format_of
from tests.importing.sheets_of import delimited, workbook

HEAD = ["学工号", "姓名"]
ROWS = [["007", "阿依古丽·买买提"], ["008", "王小明"]]


def read(tmp_path, data: bytes, most_rows: int = 1000):
    path = tmp_path / "any.name"
    path.write_bytes(data)
    return [list(line.cells) for line in read_lines(path, format_of(path), most_rows=most_rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_tables_are_read_in_every_usual_spelling(tmp_path, encoding, delimiter):
    data = delimited(HEAD, ROWS * 20, encoding=encoding, delimiter=delimiter)
    if encoding in {"utf-16-le", "utf-16-be"}:
        # Without a mark only the zeros of Latin letters tell; a sheet has enough of them.
        data = delimited(["number", "name"], [["007", "Wang"]] * 20, encoding=encoding, delimiter=delimiter)
        assert read(tmp_path, data)[1] == ["007", "Wang"]
        return
    assert read(tmp_path, data)[:2] == [HEAD, ROWS[0]]


def test_cells_over_several_lines_and_blank_lines_keep_the_rows_numbered(tmp_path):
    path = tmp_path / "x"
    path.write_bytes('学工号,姓名\n"1\n2",王\n\n3,李\n'.encode())
    assert [line.number for line in read_lines(path, "csv", most_rows=10)] == [1, 2, 4]


def test_formulas_errors_and_damage_are_flaws_of_their_cell(tmp_path):
    cells = read(tmp_path, workbook(HEAD, [["=1+1", "#N/A"], ["锟斤拷", "x" * 3000]]))
    assert cells[1:] == [[Flaw.FORMULA, Flaw.ERROR_VALUE], [Flaw.UNDECODABLE, Flaw.TOO_LONG]]
    damaged = "学工号,姓名\n7,王".encode() + "你".encode("gbk") + "\n8,李小龙".encode()
    assert read(tmp_path, damaged)[1:] == [["7", Flaw.UNDECODABLE], ["8", "李小龙"]]
    assert read(tmp_path, '学工号,姓名\n"=""007""",王'.encode())[1][0] == Flaw.FORMULA


def test_shared_texts_with_runs_and_reading_aids_are_joined(tmp_path):
    """As Excel writes them: texts in a table of their own, some in pieces, some with phonetic signs."""
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>学工号</t></si><si><t>姓名</t></si><si><r><t>王</t></r><r><t>小明</t></r></si>"
        "<si><t>重庆</t><rPh sb='0' eb='1'><t>zhong</t></rPh></si></sst>"
    )
    cells = "".join(f'<c r="{column}{row}" t="s"><v>{index}</v></c>' for column, row, index in
                    (("A", 1, 0), ("B", 1, 1), ("A", 2, 2), ("B", 2, 3)))  # fmt: skip
    cells = f'<row r="1">{cells[: len(cells) // 2]}</row><row r="2">{cells[len(cells) // 2 :]}</row>'
    assert read(tmp_path, _package(cells, strings)) == [["学工号", "姓名"], ["王小明", "重庆"]]


def _package(rows: str, strings: str) -> bytes:
    """A workbook as Excel would pack it, with these rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"], []))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _old, tail = data.partition(b"<sheetData>")[0], None, b"</sheetData></worksheet>"
                data = head + b"<sheetData>" + rows.encode() + tail
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                data = data.replace(b"</Types>", part.encode())
            new.writestr(name, data)
        new.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7 ...", errors.NotASheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.OldWorkbook),
        (b"<html><table><tr><td>1</td></tr></table>", errors.NotASheet),
        (b"PK\x03\x04broken", errors.FileUnfit),
        (bytes(range(256)) * 4, errors.NotASheet),
        (b'a,b\n1,"never closed\n' + b"x" * 140_000, errors.UnclosedQuote),
        (delimited(["a"] * 120, [["1"] * 120]), errors.TooManyColumns),
        (delimited(["a", "b"], [["1", "2"]] * 1200), errors.TooManyRows),
    ],
)
def test_other_files_are_refused_with_what_to_do(tmp_path, data, error):
    with pytest.raises(error) as refused:
        read(tmp_path, data)
    assert refused.value.detail


def test_a_package_that_unpacks_without_end_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(errors.Bloated):
        read(tmp_path, out.getvalue())


def test_xml_that_multiplies_itself_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    strings = bomb + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    with pytest.raises(errors.FileUnfit):
        read(tmp_path, _package('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings))


def test_a_lone_cell_in_a_far_row_does_not_keep_us_busy(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>'
    with pytest.raises(errors.TooManyRows):
        read(tmp_path, _package(rows, "<sst/>"))
