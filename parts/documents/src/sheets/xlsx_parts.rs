//! The parts of a workbook that stand around its rows.

use super::xlsx::{add_escaped, letters};
use super::{About, Ink, Tab};
use crate::number::{Around, Look, Thousands};
use crate::opc::HEAD;
use crate::xml;
use std::fmt::Write as _;

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

pub(super) const CONTENT_TYPES_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>";

pub(super) const CONTENT_TYPES_END: &str = "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

/// Fonts: text, bold, the title, a heading, a line in small.
const FONTS: &str = "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"18\"/><color rgb=\"FF0B5351\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"13\"/><color rgb=\"FF0B5351\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEAF2F1\"/><bgColor indexed=\"64\"/></patternFill></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>";

/// Looks of cells, in the order of [`ink_style`] and then a day: font, fill and place.
const INKS: [(u8, u8, &str); 10] = [
    (0, 0, ""),
    (0, 0, "vertical=\"top\" wrapText=\"1\""),
    (
        0,
        0,
        "vertical=\"top\" horizontal=\"right\" indent=\"1\" wrapText=\"1\"",
    ),
    (0, 0, "vertical=\"top\""),
    (2, 0, "vertical=\"top\""),
    (3, 0, "vertical=\"top\""),
    (1, 0, "vertical=\"top\" wrapText=\"1\""),
    (1, 2, "vertical=\"top\" wrapText=\"1\""),
    (
        1,
        2,
        "vertical=\"top\" horizontal=\"right\" indent=\"1\" wrapText=\"1\"",
    ),
    (0, 0, "vertical=\"top\" horizontal=\"left\""),
];

pub(super) fn ink_style(ink: Ink) -> usize {
    match ink {
        Ink::Text => 1,
        Ink::TextRight => 2,
        Ink::OneLine => 3,
        Ink::Title => 4,
        Ink::Heading => 5,
        Ink::Label => 6,
        Ink::ColumnLeft => 7,
        Ink::ColumnRight => 8,
    }
}

pub(super) const fn date_style() -> usize {
    INKS.len() - 1
}

pub(super) fn look_style(look: Look) -> usize {
    INKS.len() + look.place()
}

/// A look as Excel writes it.
fn code(look: Look) -> String {
    let whole = match look.thousands {
        Thousands::Parted => "#,##0",
        Thousands::Together => "0",
    };
    let part = match look.decimals {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals.into())),
    };
    match look.around {
        Around::Nothing => format!("{whole}{part}"),
        Around::Percent => format!("{whole}{part}%"),
        Around::SpacedPercent => format!("{whole}{part}\\ %"),
        Around::Pounds => format!("[$£-809]{whole}{part}"),
    }
}

/// The first number that is free for formats of one's own.
const OWN_FORMATS: usize = 164;

pub(super) fn styles() -> String {
    let looks: Vec<Look> = Look::all().collect();
    let mut out = format!(
        "{HEAD}<styleSheet xmlns=\"{SPREADSHEET}\"><numFmts count=\"{}\"><numFmt numFmtId=\"{OWN_FORMATS}\" formatCode=\"d mmmm yyyy\"/>",
        looks.len() + 1
    );
    for look in &looks {
        let id = OWN_FORMATS + 1 + look.place();
        let _ = write!(
            out,
            "<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>",
            xml::escaped(&code(*look))
        );
    }
    let _ = write!(
        out,
        "</numFmts>{FONTS}<cellXfs count=\"{}\">",
        INKS.len() + looks.len()
    );
    for (place, (font, fill, alignment)) in INKS.iter().enumerate() {
        let format = if place == date_style() {
            OWN_FORMATS
        } else {
            0
        };
        let _ = write!(
            out,
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><alignment {alignment}/></xf>"
        );
    }
    for look in &looks {
        let id = OWN_FORMATS + 1 + look.place();
        let _ = write!(
            out,
            "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" horizontal=\"right\" indent=\"1\"/></xf>"
        );
    }
    out.push_str("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
    out
}

/// A sheet up to its rows: the headings stay in view, and the columns have their widths.
pub(super) fn sheet_start(tab: &Tab) -> String {
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{SPREADSHEET}\" xmlns:r=\"{OFFICE}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"{}>",
        if tab.place == 0 {
            " tabSelected=\"1\""
        } else {
            ""
        }
    );
    if tab.head() > 0 {
        let _ = write!(
            out,
            "<pane ySplit=\"{0}\" topLeftCell=\"A{1}\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            tab.head(),
            tab.head() + 1
        );
    }
    out.push_str("</sheetView></sheetViews><cols>");
    for (number, column) in (1..).zip(&tab.columns) {
        let number: u32 = number;
        let _ = write!(
            out,
            "<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"/>",
            column.letters + 2
        );
    }
    out.push_str("</cols><sheetData>");
    out
}

/// What stands behind the rows of a sheet.
pub(super) struct Ending<'a> {
    pub(super) tab: &'a Tab,
    pub(super) about: &'a About,
}

impl Ending<'_> {
    /// The rest of the sheet: how it prints, and its table.
    pub(super) fn of_sheet(&self) -> String {
        let orientation = if self.tab.table.is_some() {
            "landscape"
        } else {
            "portrait"
        };
        let mut out = format!(
            "</sheetData><pageMargins left=\"0.6\" right=\"0.6\" top=\"0.9\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToHeight=\"0\"/><headerFooter><oddHeader>"
        );
        // A single & begins a code in the head of a page, which holds 255 letters.
        let coded =
            |text: &str| -> String { text.chars().take(90).collect::<String>().replace('&', "&&") };
        let head = format!(
            "&L{}\nVERSION {}&RPAGE &P OF &N",
            format_args!("DOCUMENT {}", coded(&self.about.title)),
            coded(&self.about.version)
        );
        xml::text(&mut out, &head);
        out.push_str("</oddHeader></headerFooter>");
        if self.tab.table.is_some() {
            out.push_str("<tableParts count=\"1\"><tablePart r:id=\"rId1\"/></tableParts>");
        }
        out.push_str("</worksheet>");
        out
    }

    /// The table that people sort and filter by. One without rows covers an empty one, as Excel asks.
    pub(super) fn of_table(&self, name: &str, place: usize) -> String {
        let head = self.tab.head();
        let last = letters(self.tab.columns.len().saturating_sub(1));
        let range = format!("A{head}:{last}{}", head + self.tab.rows.max(1));
        let mut out = format!(
            "{HEAD}<table xmlns=\"{SPREADSHEET}\" id=\"{place}\" name=\"{name}\" displayName=\"{name}\" ref=\"{range}\" totalsRowShown=\"0\"><autoFilter ref=\"{range}\"/><tableColumns count=\"{}\">",
            self.tab.columns.len()
        );
        for (number, column) in (1..).zip(&self.tab.columns) {
            let number: u32 = number;
            let _ = write!(out, "<tableColumn id=\"{number}\" name=\"");
            add_escaped(&mut out, &column.heading);
            out.push_str("\"/>");
        }
        out.push_str("</tableColumns><tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>");
        out
    }
}

/// The list of sheets. The headings of a table are printed on each of its pages.
pub(super) fn workbook(sheets: &[(String, u32)]) -> String {
    let mut out = format!(
        "{HEAD}<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>"
    );
    for (number, (name, _)) in (1..).zip(sheets) {
        let number: u32 = number;
        let _ = write!(
            out,
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            xml::escaped(name)
        );
    }
    out.push_str("</sheets>");
    if sheets.iter().any(|(_, head)| *head > 0) {
        out.push_str("<definedNames>");
        for (place, (name, head)) in sheets.iter().enumerate().filter(|(_, (_, head))| *head > 0) {
            let quoted = xml::escaped(&name.replace('\'', "''"));
            let _ = write!(
                out,
                "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">'{quoted}'!${head}:${head}</definedName>"
            );
        }
        out.push_str("</definedNames>");
    }
    out.push_str("</workbook>");
    out
}

#[cfg(test)]
mod tests {
    use super::code;
    use crate::Number;

    #[test]
    fn a_look_is_said_as_excel_says_it() {
        for (printed, format) in [
            ("1,234.5", "#,##0.0"),
            ("2026", "0"),
            ("45 %", "#,##0\\ %"),
            ("£1,234.50", "[$£-809]#,##0.00"),
        ] {
            assert_eq!(code(Number::read(printed).unwrap().look), format);
        }
    }
}
