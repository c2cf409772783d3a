//! Two texts that follow from the data map and the classes of retention, in our own words: what people are
//! told, and the assessment of what could go wrong. They are a beginning; the organisation adds its own.

use super::overview::{Kind, kinds};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::Frame;

#[derive(Template)]
#[template(path = "personal_data/privacy_notice.html")]
struct Notice {
    frame: Frame,
    organisation: String,
    kinds: Vec<Kind>,
}

#[derive(Template)]
#[template(path = "personal_data/impact_assessment.html")]
struct Assessment {
    frame: Frame,
    organisation: String,
    kinds: Vec<Kind>,
    risks: Vec<(&'static str, &'static str)>,
}

/// What could go wrong, and what stands against it.
const RISKS: [(&str, &str); 8] = [
    (
        "A learner is known by name to more people than need it",
        "No name, birthday, number or full postcode of a learner is taken in: the provider’s reference is. Small numbers are kept back from everybody outside",
    ),
    (
        "Somebody looks at data they do not need",
        "Each page is open to named roles alone, and who saw whose data is kept and can be asked for",
    ),
    (
        "Data is kept for longer than needed",
        "Every kind of record has a class with its event, minimum and maximum; what is over is shown until two people have let it go",
    ),
    (
        "Data is destroyed too early, or to hide something",
        "Six years are the floor in the schema itself; holds are met within the transaction of a disposal; a certificate and a stub stay",
    ),
    (
        "Free text names somebody",
        "Reports are read before they are public; there is no place to write a safeguarding concern, only that it was passed on",
    ),
    (
        "A photograph shows somebody who did not agree",
        "The consent is recorded with where it is kept; withdrawn, it takes the photograph off all that is not signed",
    ),
    (
        "A copy of the database is lost or stolen",
        "Passwords are hashed slowly, one-time links are kept as hashes alone, and references of learners mean nothing without the provider’s own system",
    ),
    (
        "Somebody’s request is forgotten",
        "It is recorded on the day it comes in, with the day by which it is answered, and stands on the list until two people have decided",
    ),
];

/// The text for a privacy notice.
pub(crate) fn notice(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Notice {
        frame: visit.frame(),
        organisation: visit.who()?.organisation.clone(),
        kinds: kinds(visit)?,
    })
}

/// The assessment.
pub(crate) fn assessment(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Assessment {
        frame: visit.frame(),
        organisation: visit.who()?.organisation.clone(),
        kinds: kinds(visit)?,
        risks: RISKS.to_vec(),
    })
}
