//! A made-up file of entries, about 50 bytes for each.

use std::fmt::Write;

/// CSV with that many entries below its headings, all in one month, such as `10/2026`.
pub fn entries(number: usize, month: &str) -> String {
    let mut csv = String::with_capacity(number.saturating_mul(60));
    csv.push_str("Measure,Date,Quantity,Area,What was counted,Your reference\n");
    for number in 0..number {
        let day = 1 + number % 28;
        let _ = writeln!(
            csv,
            "HM{},{day:02}/{month},{}.{},Knowsley,Mentoring,R-{number}",
            1 + number % 9,
            1 + number % 200,
            number % 10,
        );
    }
    csv
}
