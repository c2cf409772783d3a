//! Writes a page with every chart in its usual and its worst cases, to look at wide, narrow, on paper
//! and in grey: `cargo run -p charts --example every_chart -- FILE.html`.

mod cases;
mod lines;

use cases::{all_bars, all_gauges, all_shares, all_stacks, all_tiles};
use charts::Chart;
use lines::all_lines;
use std::error::Error;
use std::{env, fs};

const STYLE: &str = "body{font:17px/1.5 Verdana,sans-serif;margin:1rem;max-width:44rem}table{border-collapse:collapse}\
    th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #999}.table{overflow-x:auto}";
const LONG: &str =
    "The Association of Community Kitchens, Gardens and Repair Cafés of the North West";

fn written(thousandths: i64) -> String {
    (thousandths / 1000).to_string()
}

fn shown(chart: &Chart) -> String {
    let cells = |kind: &str, row: &[String]| {
        let cells: String = row
            .iter()
            .map(|cell| format!("<{kind}>{}</{kind}>", cell.replace('<', "&lt;")))
            .collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = chart.rows.iter().map(|row| cells("td", row)).collect();
    format!(
        "<h2>{0}</h2>{1}<details><summary>Its words and its table</summary><p>{2} {4}</p><div class=\"table\"><table><caption>{0}</caption>{3}{rows}</table></div></details>",
        chart.caption,
        chart.svg,
        chart.alternative,
        cells("th", &chart.headings),
        chart.note
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("name the file to write")?;
    let charts = [
        all_lines(),
        all_gauges(),
        all_shares(),
        all_stacks(),
        all_tiles(),
        all_bars(),
    ];
    let body: String = charts.concat().iter().map(shown).collect();
    let head = "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">";
    fs::write(
        file,
        format!(
            "<!DOCTYPE html><html lang=\"en-GB\"><head>{head}<title>Charts</title><style>{STYLE}</style></head><body><h1>Charts</h1>{body}</body></html>"
        ),
    )?;
    Ok(())
}
