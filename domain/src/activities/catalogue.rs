//! What organisations of this kind often do, to begin an activity with (P2.1a, P2.1c, P2.2). A starter
//! fills in a form; everything in it can be changed.

use crate::ledger::Counting;

/// One line of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Starter {
    /// The word in the database and in addresses.
    pub key: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What happens, in a sentence or two.
    pub description: &'static str,
    /// For whom: `staff`, `learners`, `community` or `employers`.
    pub audience: &'static str,
    /// How long it usually takes, in minutes.
    pub minutes: i64,
    /// Codes of the house framework that its sessions count towards, and how.
    pub feeds: &'static [(&'static str, Counting)],
}

/// The catalogue, by whom it is for.
pub const CATALOGUE: &[Starter] = &[
    Starter {
        key: "staff-wellbeing",
        title: "Wellbeing sessions for staff",
        description: "Regular sessions in working time that help colleagues to stay well.",
        audience: "staff",
        minutes: 60,
        feeds: &[("HM10", Counting::Attendees)],
    },
    Starter {
        key: "staff-salon",
        title: "Salon and other services for staff",
        description: "Appointments in the training salon, and other services of ours, for colleagues.",
        audience: "staff",
        minutes: 45,
        feeds: &[("HM13", Counting::Attendees)],
    },
    Starter {
        key: "time-off",
        title: "Additional time off for staff",
        description: "Days off on top of what contracts promise. Recorded once a month as a number of days.",
        audience: "staff",
        minutes: 0,
        feeds: &[("HM14", Counting::Attendees)],
    },
    Starter {
        key: "mentoring",
        title: "Training with mentoring for staff",
        description: "A colleague learns alongside a mentor, one hour at a time.",
        audience: "staff",
        minutes: 60,
        feeds: &[("HM11", Counting::HoursAttended)],
    },
    Starter {
        key: "employability",
        title: "Employability support",
        description: "Applications, interviews and first days: help on the way to a job.",
        audience: "learners",
        minutes: 90,
        feeds: &[("HM12", Counting::HoursAttended)],
    },
    Starter {
        key: "healthy-living",
        title: "Healthy living",
        description: "Cooking, moving, sleeping: what keeps people well, tried out together.",
        audience: "learners",
        minutes: 120,
        feeds: &[("HM15", Counting::Attendees)],
    },
    Starter {
        key: "mental-health",
        title: "Mental health support",
        description: "Talks and groups that help learners with worries and low mood.",
        audience: "learners",
        minutes: 60,
        feeds: &[("HM15", Counting::Attendees)],
    },
    Starter {
        key: "learner-salon",
        title: "Free salon for learners",
        description: "Free cuts and treatments before an interview, or simply to feel good.",
        audience: "learners",
        minutes: 180,
        feeds: &[("HM13", Counting::Attendees)],
    },
    Starter {
        key: "outward-bound",
        title: "Outward bound",
        description: "Days outdoors that build confidence, with qualified instructors.",
        audience: "learners",
        minutes: 300,
        feeds: &[("HM15", Counting::Attendees)],
    },
    Starter {
        key: "employers",
        title: "Working with employers",
        description: "Employers of the area shape courses, offer visits and meet learners.",
        audience: "employers",
        minutes: 90,
        feeds: &[("HM4", Counting::Attendees)],
    },
    Starter {
        key: "community",
        title: "Community project",
        description: "Learners do something useful with their neighbours, close to home.",
        audience: "learners",
        minutes: 180,
        feeds: &[("HM7", Counting::Attendees)],
    },
    Starter {
        key: "pilot",
        title: "Pilot of something new",
        description: "A new way of working that is tried out and measured before and after.",
        audience: "learners",
        minutes: 60,
        feeds: &[],
    },
];

impl Starter {
    /// The line of a key, if there is one.
    pub fn from_key(key: &str) -> Option<&'static Self> {
        CATALOGUE.iter().find(|starter| starter.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(audience: &str) -> Vec<&str> {
        CATALOGUE
            .iter()
            .filter(|starter| starter.audience == audience)
            .map(|starter| starter.key)
            .collect()
    }

    #[test]
    fn p2_1a_the_catalogue_begins_with_what_is_done_for_staff() {
        let staff = ["staff-wellbeing", "staff-salon", "time-off", "mentoring"];
        assert_eq!(keys("staff"), staff);
    }

    #[test]
    fn p2_1c_the_catalogue_holds_what_is_done_for_learners() {
        for key in [
            "employability",
            "healthy-living",
            "mental-health",
            "learner-salon",
            "outward-bound",
        ] {
            assert!(keys("learners").contains(&key), "{key}");
        }
    }

    #[test]
    fn every_starter_is_found_by_its_key_and_counts_towards_the_house_framework() {
        let pack = crate::framework::house_pack().unwrap();
        let known: Vec<String> = format!("{pack:?}")
            .split("code: \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect();
        for starter in CATALOGUE {
            let found = Starter::from_key(starter.key).unwrap();
            assert_eq!(found.title, starter.title);
            for (code, _) in starter.feeds {
                assert!(known.iter().any(|known| known == code), "{code}");
            }
        }
    }
}
