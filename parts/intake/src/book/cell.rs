//! What a cell says, written as a person reads it: a whole number without a fraction, a day as
//! `2026-04-30`, a length of time as `7:30:00`, a share as `25%`. A number has all the figures that the
//! file keeps, whatever the cell shows.

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// What a number stands for, by the format of its cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    /// A day, a time of day, or both.
    Moment,
    /// A length of time.
    Length,
    Percent,
}

/// The day from which days are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    #[default]
    Of1900,
    /// As Excel for the Macintosh once did.
    Of1904,
}

/// A number as its kind is written.
pub(super) fn number(value: f64, kind: Kind, epoch: Epoch) -> String {
    let is_1904 = epoch == Epoch::Of1904;
    let moment_as = |kind| moment(&ExcelDateTime::new(value, kind, is_1904));
    match kind {
        Kind::Number => value.to_string(),
        Kind::Moment => moment_as(ExcelDateTimeType::DateTime),
        Kind::Length => moment_as(ExcelDateTimeType::TimeDelta),
        Kind::Percent => percent(&value.to_string()),
    }
}

/// A share of one as a share of a hundred, by moving the point, so that no figure is lost.
pub(super) fn percent(share: &str) -> String {
    let (sign, figures) = match share.strip_prefix('-') {
        Some(figures) => ("-", figures),
        None => ("", share),
    };
    if !figures
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return share.to_owned();
    }
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    let decimals = format!("{decimals:0<2}");
    let (moved, rest) = decimals.split_at_checked(2).unwrap_or((&decimals, ""));
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}%")
}

/// A moment or a length of time.
pub(super) fn moment(moment: &ExcelDateTime) -> String {
    let (year, month, day, hours, minutes, seconds, _) = moment.to_ymd_hms_milli();
    let serial = moment.as_f64().to_string();
    let (days, rest) = serial.split_once('.').unwrap_or((&serial, ""));
    // A serial number below one is a time of day; a negative one is no moment at all.
    let Ok(days) = days.parse::<u64>() else {
        return serial;
    };
    if moment.is_duration() {
        let hours = days.saturating_mul(24).saturating_add(u64::from(hours));
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else if days == 0 {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    } else if rest.is_empty() {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// The kind that a format gives a number, by the first of its sections.
pub(super) fn kind_of(format: &str) -> Kind {
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        match sign {
            // What follows stands for itself.
            '\\' | '_' | '*' => {
                signs.next();
            }
            '"' => {
                signs.by_ref().find(|sign| *sign == '"');
            }
            '[' => {
                let inner: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                let is_time = |sign: char| matches!(sign, 'h' | 'H' | 'm' | 'M' | 's' | 'S');
                if !inner.is_empty() && inner.chars().all(is_time) {
                    return Kind::Length;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Kind::Moment,
            '%' => return Kind::Percent,
            // The first section ends, or it is `General`, whose letters stand for no date.
            ';' | 'G' | 'g' => return Kind::Number,
            _ => {}
        }
    }
    Kind::Number
}

/// The kind of the formats that every program knows by number.
pub(super) fn kind_of_number(format: u16) -> Kind {
    match format {
        9 | 10 => Kind::Percent,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Kind::Moment,
        46 => Kind::Length,
        _ => Kind::Number,
    }
}

/// The words of an error, by the number that older workbooks keep.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_by_moving_the_point() {
        for (share, written) in [
            ("0.25", "25%"),
            ("0.07", "7%"),
            ("1", "100%"),
            ("0", "0%"),
            ("-0.125", "-12.5%"),
            ("12.3456", "1234.56%"),
            ("NaN", "NaN"),
        ] {
            assert_eq!(percent(share), written);
        }
    }

    #[test]
    fn a_format_says_what_its_number_is() {
        for (format, kind) in [
            ("General", Kind::Number),
            ("#,##0.00;[Red]-#,##0.00", Kind::Number),
            ("\"days\" 0", Kind::Number),
            ("[$£-809]#,##0.00", Kind::Number),
            ("0.0%", Kind::Percent),
            ("dd/mm/yyyy", Kind::Moment),
            ("[$-809]d mmmm yyyy;@", Kind::Moment),
            ("h:mm AM/PM", Kind::Moment),
            ("[h]:mm:ss", Kind::Length),
            ("0\\d", Kind::Number),
            ("0_d", Kind::Number),
        ] {
            assert_eq!(kind_of(format), kind, "{format}");
        }
    }
}
