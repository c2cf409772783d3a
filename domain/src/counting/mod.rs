//! Rules of counting: how a quantity comes from what is known, each as a function with where it is
//! published, and with its working in words, so that a reader can do the sum again. Every sum is
//! exact and is rounded once, at its end, to a thousandth of the unit, halves up.

mod rule;
mod working;

pub use rule::{Asked, Rule};
pub use working::{WorkRefused, Worked};

use crate::ledger::Quantity;
use working::exact;

const MONTHS_OF_A_YEAR: i64 = 12;

impl Rule {
    /// Works the quantity out of what [`Rule::asks`] asks for, in that order; each answer is in
    /// thousandths. Nothing negative is counted.
    pub fn work_out(self, answers: &[Quantity]) -> Result<Worked, WorkRefused> {
        let asked = self.asks();
        if answers.len() != asked.len() {
            return Err(WorkRefused::Missing);
        }
        for (asked, answer) in asked.iter().zip(answers) {
            if answer.0 < 0 {
                return Err(WorkRefused::Negative(asked.label));
            }
            if asked.is_share && answer.0 > 100_000 {
                return Err(WorkRefused::MoreThanAll(asked.label));
            }
        }
        match (self, answers) {
            (Self::Fte, &[full, part, share, months]) => fte((full, part, share), months),
            (Self::FirstYear, &[people, share, before, months]) => {
                first_year((people, share), before, months)
            }
            (Self::HoursAttended, &[hours, people]) => {
                product((hours, "hours"), (people, "people"))
            }
            (Self::StaffHours, &[staff, hours]) => product((staff, "staff"), (hours, "hours each")),
            (Self::Weeks, &[people, weeks]) => product((people, "people"), (weeks, "weeks each")),
            (Self::WeeksWithoutLevy, &[people, weeks, levy]) => without_levy(people, weeks, levy),
            (Self::Shared, &[whole, among]) => shared(whole, among),
            (Self::Invested, &[cash, hours, rate, expert, expert_rate]) => {
                invested(cash, (hours, rate), (expert, expert_rate))
            }
            _ => Err(WorkRefused::Missing),
        }
    }
}

/// `(full + part × share) × months ÷ 12`.
fn fte(
    (full, part, share): (Quantity, Quantity, Quantity),
    months: Quantity,
) -> Result<Worked, WorkRefused> {
    let people = exact(full)
        .times(100_000)?
        .plus(exact(part).times(share.0)?)?;
    let words = format!(
        "({full} full time + {part} part time at {share}%) × {months} of {MONTHS_OF_A_YEAR} months"
    );
    // Thousandths of people, times a share in 100,000 parts, times thousandths of months.
    let sum = people.times(months.0)?;
    sum.over(100_000 * 1000 * MONTHS_OF_A_YEAR, &words)
}

/// As [`fte`], but months after the twelfth of somebody's employment are not counted.
fn first_year(
    (people, share): (Quantity, Quantity),
    before: Quantity,
    months: Quantity,
) -> Result<Worked, WorkRefused> {
    let left = Quantity((MONTHS_OF_A_YEAR * 1000 - before.0).max(0));
    let counted = months.min(left);
    let words = format!(
        "{people} people at {share}% × {counted} of {MONTHS_OF_A_YEAR} months, as {before} months of the first year were over and {months} followed"
    );
    let sum = exact(people).times(share.0)?.times(counted.0)?;
    sum.over(100_000 * 1000 * MONTHS_OF_A_YEAR, &words)
}

fn product(
    (one, of): (Quantity, &str),
    (other, with): (Quantity, &str),
) -> Result<Worked, WorkRefused> {
    let words = format!("{one} {of} × {other} {with}");
    exact(one).times(other.0)?.over(1000, &words)
}

fn without_levy(people: Quantity, weeks: Quantity, levy: Quantity) -> Result<Worked, WorkRefused> {
    let own = Quantity(100_000 - levy.0);
    let words = format!("{people} people × {weeks} weeks each × {own}%, as the levy paid {levy}%");
    let sum = exact(people).times(weeks.0)?.times(own.0)?;
    sum.over(1000 * 100_000, &words)
}

fn shared(whole: Quantity, among: Quantity) -> Result<Worked, WorkRefused> {
    if among.0 == 0 {
        return Err(WorkRefused::ByNothing("Shared among"));
    }
    let words = format!("{whole} ÷ {among}");
    exact(whole).times(1000)?.over(among.0, &words)
}

fn invested(
    cash: Quantity,
    (hours, rate): (Quantity, Quantity),
    (expert, expert_rate): (Quantity, Quantity),
) -> Result<Worked, WorkRefused> {
    let words =
        format!("£{cash} + {hours} hours × £{rate} + {expert} expert hours × £{expert_rate}");
    exact(cash)
        .times(1000)?
        .plus(exact(hours).times(rate.0)?)?
        .plus(exact(expert).times(expert_rate.0)?)?
        .over(1000, &words)
}

#[cfg(test)]
mod tests;
