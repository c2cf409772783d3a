//! The pictures of a return, on a page of their own: the evidence of each theme by grade, and where and with
//! whom each measure was done. The return itself stays light on a telephone.

use super::drawn::pictures_of;
use super::standing::{Asked, Standing};
use crate::exact;
use crate::failure::Failure;
use crate::pictures::ThemePictures;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::disclosure;
use domain::monitoring::PrintedReturn;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "monitoring/areas_and_partners.html")]
struct Page {
    frame: Frame,
    title: String,
    back: String,
    pictures: Vec<ThemePictures>,
    /// What is said of small numbers that are kept back; else empty.
    small: &'static str,
}

/// The page. For somebody who reads signed returns alone, others do not exist.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let standing = visit.read(|read| Standing::read(read, &asked))?;
    let printed = match &standing.sealed {
        Some((sealed, _)) => sealed.printed(exact::reader(visit)),
        None if visit.may(Action::SeePractice) => PrintedReturn::default(),
        None => return Err(Failure::NotFound),
    };
    Reply::page(&Page {
        frame: visit.frame(),
        title: standing.name.title(),
        back: format!("/returns/{}", standing.name),
        pictures: pictures_of(&standing, &printed),
        small: if printed.keeps_back() {
            disclosure::SENTENCE
        } else {
            ""
        },
    })
}
