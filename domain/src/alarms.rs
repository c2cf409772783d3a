//! What somebody is told of at once because it may be an attack or a loss, and from what it is seen: the
//! newest lines of the log, wrong passwords, what a second look found, the clock and the disk. Facts: OWASP
//! ASVS 5.0.0, chapter 16 (security logging and alerting).

use std::collections::BTreeMap;

/// A reason to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Somebody guesses the password of a person.
    Guessing,
    /// Somebody was given roles, or came back.
    Roles,
    /// Much about people was taken away, or looked at, by one person.
    Taking,
    /// A second look found what is not as it was.
    Damage,
    /// The clock of the machine was set.
    Clock,
    /// The disk is nearly full.
    Disk,
    /// No backup was told of for too long.
    Backup,
}

/// Wrong passwords in a row for one person.
pub const WRONG_PASSWORDS: i64 = 10;
/// Pages about people that one person sees for the first time that day, within an hour.
pub const MANY_PAGES: i64 = 100;
/// Packs that one person takes away within an hour.
pub const MANY_PACKS: i64 = 5;
/// Seconds by which a clock may be put right.
pub const CLOCK_SECONDS: i64 = 120;
/// From how many hundredths of the disk it counts as nearly full.
pub const DISK_PERCENT: u64 = 90;
/// For how many hours nothing may be heard of a backup, unless whoever runs the server says another number:
/// a day, and two hours for it to run.
pub const BACKUP_HOURS: i64 = 26;

impl Alarm {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Guessing,
        Self::Roles,
        Self::Taking,
        Self::Damage,
        Self::Clock,
        Self::Disk,
        Self::Backup,
    ];

    /// As it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Guessing => "guessing",
            Self::Roles => "roles",
            Self::Taking => "taking",
            Self::Damage => "damage",
            Self::Clock => "clock",
            Self::Disk => "disk",
            Self::Backup => "backup",
        }
    }

    /// The alarm of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alarm| alarm.key() == key)
    }

    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guessing => "Somebody guesses a password",
            Self::Roles => "Access was given",
            Self::Taking => "Much about people was taken or seen",
            Self::Damage => "Not as it was",
            Self::Clock => "The clock was set",
            Self::Disk => "The disk is nearly full",
            Self::Backup => "No backup",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Guessing => {
                "Ask the person whether it was them. If it was not, have them choose a new password; nobody gets in meanwhile."
            }
            Self::Roles => "Make sure that it was meant, and that nobody has more than they need.",
            Self::Taking => {
                "Ask what it was for. If there is no good answer, end the person’s access; a breach has to be reported within 72 hours."
            }
            Self::Damage => "See what is damaged, and bring it back from a backup.",
            Self::Clock => {
                "Find out who set the clock of the machine, and why: what was written meanwhile may be dated wrongly."
            }
            Self::Disk => "Make room or add a larger disk before nothing can be written.",
            Self::Backup => {
                "See that whatever makes the backups runs, and that it says so afterwards: commonweal backup-made."
            }
        }
    }
}

/// A line of the log; `P` is a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<P> {
    /// Its number.
    pub number: i64,
    /// Who did it; none is the system itself.
    pub by: Option<P>,
    /// What was done.
    pub action: String,
}

/// A reason to be told, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<P> {
    /// Which one.
    pub alarm: Alarm,
    /// What it is about: found again by it, the same is told once.
    pub about: String,
    /// How much, in what the alarm counts.
    pub figure: i64,
    /// Whose account is guessed at, or who did it; none where that is nobody.
    pub person: Option<P>,
}

/// What the lines of one hour give reason for: roles, access and links that were given, each line by itself but
/// invitations by who invited, and what one person took away or looked at.
pub fn of_lines<P: Ord + Copy + ToString>(lines: &[Line<P>]) -> Vec<Found<P>> {
    let mut found = Vec::new();
    let mut counts: BTreeMap<(P, &str), i64> = BTreeMap::new();
    for line in lines {
        let Some(by) = line.by else { continue };
        match line.action.as_str() {
            "changed roles" | "reopened access" | "made one-time link" => found.push(Found {
                alarm: Alarm::Roles,
                about: format!("line {}", line.number),
                figure: 1,
                person: Some(by),
            }),
            action => {
                let count = counts.entry((by, action)).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    for ((by, action), figure) in counts {
        let (alarm, least) = match action {
            "invited person" => (Alarm::Roles, 1),
            "took exit capsule away" => (Alarm::Taking, 1),
            "took pack away" => (Alarm::Taking, MANY_PACKS),
            "saw data about people" => (Alarm::Taking, MANY_PAGES),
            _ => continue,
        };
        if figure >= least {
            found.push(Found {
                alarm,
                about: format!("{action} by {}", by.to_string()),
                figure,
                person: Some(by),
            });
        }
    }
    found
}

/// By how many seconds the clock on the wall went another way than time itself between two looks; none for
/// what a clock is put right by.
pub fn jumped(steady_seconds: i64, wall_seconds: i64) -> Option<i64> {
    let by = wall_seconds.saturating_sub(steady_seconds);
    (by.saturating_abs() > CLOCK_SECONDS).then_some(by)
}

/// How many hundredths of a disk are in use, when it is nearly full. In any unit of size.
pub fn full(used: u64, free: u64) -> Option<u64> {
    let whole = used.saturating_add(free);
    let percent = used.saturating_mul(100).checked_div(whole)?;
    (percent >= DISK_PERCENT).then_some(percent)
}

/// For how many hours nothing was heard of a backup, when that is longer than it may be. In seconds since any
/// one moment.
pub fn late(now_seconds: i64, last_seconds: i64, most_hours: i64) -> Option<i64> {
    let hours = now_seconds.saturating_sub(last_seconds) / 3_600;
    (hours >= most_hours).then_some(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(action: &str, by: u32, many: i64) -> Vec<Line<u32>> {
        let line = |number| Line {
            number,
            by: Some(by),
            action: action.to_owned(),
        };
        (1..=many).map(line).collect()
    }

    #[test]
    fn a9_a_few_pages_are_work_and_many_are_an_alarm() {
        assert_eq!(
            of_lines(&lines("saw data about people", 7, MANY_PAGES - 1)),
            []
        );
        let found = of_lines(&lines("saw data about people", 7, MANY_PAGES));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].alarm, found[0].figure),
            (Alarm::Taking, MANY_PAGES)
        );
        let two = [
            lines("saw data about people", 7, MANY_PAGES / 2),
            lines("saw data about people", 8, MANY_PAGES / 2),
        ];
        assert_eq!(of_lines(&two.concat()), [], "each person by themselves");
        assert_eq!(of_lines(&lines("took exit capsule away", 7, 1)).len(), 1);
        assert_eq!(of_lines(&lines("took pack away", 7, MANY_PACKS - 1)), []);
        assert_eq!(of_lines(&lines("recorded session", 7, 1_000)), []);
    }

    #[test]
    fn a9_roles_are_told_line_by_line_and_invitations_together() {
        for action in ["changed roles", "reopened access", "made one-time link"] {
            assert_eq!(of_lines(&lines(action, 7, 3)).len(), 3);
        }
        let invited = of_lines(&lines("invited person", 7, 20));
        assert_eq!(invited.len(), 1);
        assert_eq!(invited[0].figure, 20);
    }

    #[test]
    fn a9_a_clock_may_be_put_right_and_not_set() {
        assert_eq!(jumped(30, 30 + CLOCK_SECONDS), None);
        assert_eq!(jumped(30, 31 + CLOCK_SECONDS), Some(CLOCK_SECONDS + 1));
        assert_eq!(jumped(30, 30 - 86_400), Some(-86_400));
    }

    #[test]
    fn a9_a_backup_is_late_from_the_hour_on() {
        let hours = BACKUP_HOURS * 3_600;
        assert_eq!(late(hours - 1, 0, BACKUP_HOURS), None);
        assert_eq!(late(hours, 0, BACKUP_HOURS), Some(BACKUP_HOURS));
        assert_eq!(
            late(0, hours, BACKUP_HOURS),
            None,
            "a clock that was set back"
        );
    }

    #[test]
    fn a9_a_disk_is_nearly_full_from_ninety_hundredths() {
        assert_eq!(full(899, 101), None);
        assert_eq!(full(900, 100), Some(90));
        assert_eq!(full(0, 0), None);
        assert_eq!(full(u64::MAX, u64::MAX), None);
    }
}
