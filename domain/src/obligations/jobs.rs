//! What is done, and what it comes to (P2).

use super::{Judged, counted, named};
use crate::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;

/// A line of the catalogue of what is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its title.
    pub title: String,
    /// Activities of it that are live.
    pub live: i64,
    /// The last day for which something was recorded.
    pub last_on: Option<Date>,
}

/// P2.1a, P2.1c: what is offered goes on. What has nothing recorded for a quarter of a year is quiet.
pub fn offers(lines: &[Offer], today: Date) -> Judged {
    let quarter_ago = today.saturating_sub(92.days());
    let live: Vec<&Offer> = lines.iter().filter(|line| line.live > 0).collect();
    let bare: Vec<&Offer> = lines.iter().filter(|line| line.live == 0).collect();
    let missing = titles(&bare);
    let is_quiet = |line: &&&Offer| line.last_on.is_none_or(|on| on < quarter_ago);
    let silent: Vec<&Offer> = live.iter().filter(is_quiet).copied().collect();
    let quiet = titles(&silent);
    if live.is_empty() {
        Judged::unknown("None of what is promised here is live yet.")
    } else if quiet.len() == live.len() {
        Judged::broken(format!(
            "Nothing was recorded for {} in the last three months.",
            named(&quiet)
        ))
    } else if !quiet.is_empty() {
        Judged::at_risk(format!(
            "Nothing was recorded for {} in the last three months.",
            named(&quiet)
        ))
    } else if missing.is_empty() {
        let last = live.iter().filter_map(|line| line.last_on).max();
        Judged::met(format!(
            "All {} go on; something was recorded last on {}.",
            live.len(),
            last.map(in_words).unwrap_or_default()
        ))
    } else {
        Judged::at_risk(format!("No live activity offers {}.", named(&missing)))
    }
}

fn titles(lines: &[&Offer]) -> Vec<String> {
    lines
        .iter()
        .map(|line| format!("‘{}’", line.title))
        .collect()
}

/// A measure over the last four quarters that ended.
#[derive(Debug, Clone)]
pub struct Kpi {
    /// Its code.
    pub code: String,
    /// What counts, in thousandths.
    pub reached: i64,
    /// The sum of the targets, in thousandths; none when none is set.
    pub asked: Option<i64>,
}

impl Kpi {
    /// Percent of the target, rounded down; none without one.
    fn percent(&self) -> Option<i64> {
        let asked = self.asked.filter(|asked| *asked > 0)?;
        self.reached.saturating_mul(100).checked_div(asked)
    }
}

/// P2.1b, P2.1d: outcomes against targets; `good` and `approaching` are the organisation's own ratings in
/// percent.
pub fn kpis(measures: &[Kpi], (good, approaching): (i64, i64)) -> Judged {
    let weakest = measures
        .iter()
        .filter_map(|kpi| Some((kpi.percent()?, kpi)))
        .min_by_key(|(percent, _)| *percent);
    let without: Vec<String> = measures
        .iter()
        .filter(|kpi| kpi.asked.is_none())
        .map(|kpi| kpi.code.clone())
        .collect();
    let said = |(percent, kpi): (i64, &Kpi)| {
        format!(
            "{} reached {percent}\u{a0}% of its target in the last four quarters.",
            kpi.code
        )
    };
    match weakest {
        _ if measures.is_empty() => {
            Judged::unknown("No measure that this clause cites is adopted.")
        }
        None if measures.iter().all(|kpi| kpi.reached == 0) => Judged::unknown(format!(
            "{} no target, and nothing was recorded.",
            if let [one] = without.as_slice() {
                format!("{one} has")
            } else {
                format!("{} have", named(&without))
            }
        )),
        None => Judged::at_risk(format!("No target is set for {}.", named(&without))),
        Some((percent, kpi)) if percent < approaching => Judged::broken(said((percent, kpi))),
        Some((percent, kpi)) if percent < good => Judged::at_risk(said((percent, kpi))),
        Some(_) if !without.is_empty() => {
            Judged::at_risk(format!("No target is set for {}.", named(&without)))
        }
        Some((percent, kpi)) => Judged::met(said((percent, kpi))),
    }
}

/// Employers and partnerships.
#[derive(Debug, Clone, Copy, Default)]
pub struct Growth {
    /// Partners listed.
    pub listed: i64,
    /// Approved employers.
    pub employers: i64,
    /// Partnerships made in the last twelve months.
    pub made: i64,
}

/// P2.2a: growth.
pub fn growth(facts: Growth) -> Judged {
    let employers = counted(
        facts.employers,
        "employer is engaged",
        "employers are engaged",
    );
    if facts.listed == 0 {
        Judged::unknown("No partner is listed yet.")
    } else if facts.employers == 0 {
        Judged::broken("No approved partner is an employer.")
    } else if facts.made == 0 {
        Judged::at_risk(format!(
            "{employers}, but no partnership was made in the last twelve months."
        ))
    } else {
        Judged::met(format!(
            "{employers}, and {} made in the last twelve months.",
            counted(facts.made, "partnership was", "partnerships were")
        ))
    }
}

/// Community partnerships.
#[derive(Debug, Clone, Copy, Default)]
pub struct Together {
    /// Approved partners from the community.
    pub community: i64,
    /// Live activities with them.
    pub activities: i64,
    /// Those of them with a session in the last three months.
    pub held: i64,
}

/// P2.2b: social.
pub fn together(facts: Together) -> Judged {
    let partners = counted(
        facts.community,
        "community partnership is active",
        "community partnerships are active",
    );
    if facts.community == 0 {
        Judged::unknown(
            "No approved partner is a community group, a charity or a housing association.",
        )
    } else if facts.activities == 0 {
        Judged::at_risk(format!(
            "{partners}, but no live activity is with one of them."
        ))
    } else if facts.held == 0 {
        Judged::broken(format!(
            "{partners}, but nobody took part in an activity with one in the last three months."
        ))
    } else {
        Judged::met(format!(
            "{partners}, and people took part in {} with them in the last three months.",
            counted(facts.held, "activity", "activities")
        ))
    }
}

/// New ways that are tried.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pilots {
    /// All that were ever begun.
    pub ever: i64,
    /// Begun in the last twelve months.
    pub begun: i64,
    /// Begun longer ago, without a decision.
    pub undecided: i64,
    /// Decided in the last twelve months after being measured again.
    pub decided: i64,
}

/// P2.2c: innovation.
pub fn pilots(facts: Pilots) -> Judged {
    let begun = counted(facts.begun, "pilot was begun", "pilots were begun");
    if facts.ever == 0 {
        Judged::unknown("No pilot has been begun yet.")
    } else if facts.undecided > 0 {
        Judged::at_risk(format!(
            "{} more than a year ago, and nothing was decided.",
            counted(facts.undecided, "pilot began", "pilots began")
        ))
    } else if facts.begun == 0 {
        Judged::broken("No pilot was begun in the last twelve months.")
    } else {
        Judged::met(format!(
            "{begun} in the last twelve months, and {} decided after being measured again.",
            counted(facts.decided, "was", "were")
        ))
    }
}
