//! What somebody is told of within a minute, once (P5e): guessed passwords, access that was given, much about
//! people taken away, damage, a clock that was set, a disk that is nearly full. It stands among the needs of
//! those who answer it until one of them, not whoever caused it, says what they found.

pub(crate) mod answer;
pub(crate) mod list;
mod store;
mod watch;

#[cfg(test)]
mod tests;

pub(crate) use store::open;
pub(crate) use watch::watch;

use database::Id;
use domain::alarms::Alarm;
use jiff::Timestamp;

/// An alarm as it was raised.
#[derive(Debug, Clone)]
pub(crate) struct Raised {
    pub(crate) id: Id,
    pub(crate) kind: Alarm,
    about: String,
    figure: i64,
    /// Whose account is guessed at, or who did it.
    person_id: Option<Id>,
    pub(crate) at: Timestamp,
    answer: Option<Answered>,
}

/// What somebody found.
#[derive(Debug, Clone)]
struct Answered {
    words: String,
    at: Timestamp,
    by: Option<Id>,
}

impl Raised {
    /// What happened, in one sentence; `who` is the name of the person, and `deed` what they did where it is
    /// about one line of the log: `changed what Sam may do`.
    fn words(&self, who: &str, deed: &str) -> String {
        let figure = self.figure;
        match self.kind {
            Alarm::Guessing => format!(
                "{figure} wrong passwords in a row were typed for {who}. The account waits ten minutes before it looks at another."
            ),
            Alarm::Roles if self.line().is_some() => {
                format!("{who} {deed}.")
            }
            Alarm::Roles if figure == 1 => format!("{who} invited a person."),
            Alarm::Roles => format!("{who} invited {figure} persons within an hour."),
            Alarm::Taking if self.about.starts_with("took exit capsule") => {
                format!("{who} took the whole organisation away as an exit capsule.")
            }
            Alarm::Taking if self.about.starts_with("took pack") => {
                format!("{who} took {figure} packs away within an hour.")
            }
            Alarm::Taking => format!("{who} saw {figure} pages about people within an hour."),
            Alarm::Damage if figure == 1 => "One thing is not as it was.".to_owned(),
            Alarm::Damage => format!("{figure} things are not as they were."),
            Alarm::Clock => format!("The clock went {}.", way(figure)),
            Alarm::Disk => format!("{figure} % of the disk is in use."),
            Alarm::Backup => format!("Nothing was heard of a backup for {figure} hours."),
        }
    }

    /// The line of the log that it is about; none for what is about more than one.
    fn line(&self) -> Option<i64> {
        self.about.strip_prefix("line ")?.parse().ok()
    }

    /// Where to look.
    fn href(&self) -> String {
        match self.kind {
            Alarm::Guessing | Alarm::Clock | Alarm::Roles => "/log".to_owned(),
            Alarm::Taking => "/personal-data/sights".to_owned(),
            Alarm::Damage => format!("/fixity/{}", self.about),
            Alarm::Disk => "/fixity".to_owned(),
            Alarm::Backup => "/alarms#backups".to_owned(),
        }
    }
}

/// Seconds as a way the clock went.
fn way(seconds: i64) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let (count, unit) = match minutes {
        0..120 => (minutes, "minutes"),
        120..2_880 => (minutes / 60, "hours"),
        _ => (minutes / 1_440, "days"),
    };
    let to = if seconds < 0 { "back" } else { "forward" };
    format!("{count} {unit} {to}")
}
