//! A page that stands alone: one file with its own style, readable in any browser and on paper.

use crate::{Block, Document};

const STYLE: &str = "
body{font:17px/1.55 'Atkinson Hyperlegible Next',Verdana,sans-serif;color:#16262e;margin:0 auto;max-width:56rem;padding:2rem 1.2rem 4rem}
header{border-bottom:6px solid #e0a458;margin-bottom:2rem;padding-bottom:1.2rem}
h1{font-size:2.2rem;line-height:1.2;color:#0b5351;margin:.3rem 0 1rem}h2{color:#0b5351;margin:2.4rem 0 .8rem}h3,h4{color:#0b5351;margin:1.8rem 0 .6rem}
.organisation{font-weight:700;color:#0b5351;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.4rem;margin:1rem 0}dt{font-weight:700}dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:1.2rem 0}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:700;padding-bottom:.5rem}
th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid #b9c9c8;vertical-align:top}thead th{background:#eaf2f1}.number{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1.4rem 0}figure svg{max-width:100%;height:auto}figcaption{font-weight:700}
blockquote{margin:1rem 0;border-left:5px solid #e0a458;padding:.2rem 0 .2rem 1rem}p,li,blockquote{white-space:pre-line;overflow-wrap:anywhere}
.seal{background:#eaf2f1;padding:.8rem 1rem;overflow-wrap:anywhere}.seal code{font-size:.95rem}
@media print{body{padding:0;max-width:none}tr,figure{break-inside:avoid}}
";

/// The document as one self-contained page.
pub fn html(document: &Document) -> String {
    let mut page = Page(String::new());
    let title = escape(&document.title);
    page.add(&format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} – {}</title><style>{STYLE}</style></head><body><header>\
         <p class=\"organisation\">{}</p><h1>{title}</h1>",
        escape(&document.version),
        escape(&document.organisation),
    ));
    page.facts(&document.facts);
    page.add(&format!(
        "<p>Document: {title}. Version: {}.</p></header><main>\n",
        escape(&document.version)
    ));
    for block in &document.blocks {
        page.block(block);
    }
    page.add("</main></body></html>\n");
    page.0
}

/// Text as HTML may hold it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

struct Page(String);

impl Page {
    fn add(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.add("<dl>");
        for (name, value) in facts {
            self.add(&format!(
                "<dt>{}</dt><dd>{}</dd>",
                escape(name),
                escape(value)
            ));
        }
        self.add("</dl>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                // The title is the heading of the first level.
                let level = level.saturating_add(1).min(6);
                self.add(&format!("<h{level}>{}</h{level}>\n", escape(text)));
            }
            Block::Paragraph { text } => self.add(&format!("<p>{}</p>\n", escape(text))),
            Block::List { items } => {
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{}</li>", escape(item)))
                    .collect();
                self.add(&format!("<ul>{items}</ul>\n"));
            }
            Block::Facts { facts } => self.facts(facts),
            Block::Table {
                caption,
                headings,
                rows,
                numbers,
            } => {
                self.table(caption, headings, rows, numbers);
            }
            // The picture is of our own making; its words are inside it.
            Block::Figure { svg, caption, .. } => self.add(&format!(
                "<figure>{svg}<figcaption>{}</figcaption></figure>\n",
                escape(caption)
            )),
            Block::Quote { text, by } => {
                let by = if by.is_empty() {
                    String::new()
                } else {
                    format!("\n— {}", escape(by))
                };
                self.add(&format!("<blockquote>{}{by}</blockquote>\n", escape(text)));
            }
            Block::Seal { label, sha256 } => self.add(&format!(
                "<p class=\"seal\">{}\n<code>{}</code></p>\n",
                escape(label),
                escape(sha256)
            )),
            Block::PageBreak => {}
        }
    }

    fn table(
        &mut self,
        caption: &str,
        headings: &[String],
        rows: &[Vec<String>],
        numbers: &[usize],
    ) {
        let class = |column: usize| {
            if numbers.contains(&column) {
                " class=\"number\""
            } else {
                ""
            }
        };
        self.add(&format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
            escape(caption)
        ));
        for (column, heading) in headings.iter().enumerate() {
            self.add(&format!(
                "<th scope=\"col\"{}>{}</th>",
                class(column),
                escape(heading)
            ));
        }
        self.add("</tr></thead><tbody>");
        for row in rows {
            self.add("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.add(&format!("<td{}>{}</td>", class(column), escape(cell)));
            }
            self.add("</tr>");
        }
        self.add("</tbody></table></div>\n");
    }
}
