//! What a return says of jobs: each opens one follow-up for its learner. A later return moves the dates
//! of one that nobody has checked yet, and marks one whose job it no longer says.

use super::recording::work_out;
use super::{FollowUp, Home, Reported, Settings, standing, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::organisation;
use database::{Read, Write};
use domain::follow_ups::{Dates, Standing};
use domain::places;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A job that a return says of a learner.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) began_on: Date,
    /// The first half of the learner's postcode, if it is known.
    pub(crate) outward: Option<String>,
}

/// A return as far as follow-ups name it.
#[derive(Debug, Clone)]
pub(crate) struct Return<'a> {
    pub(crate) ukprn: &'a str,
    pub(crate) year: i64,
    pub(crate) file: &'a str,
}

/// Takes over every job of a return, by learner. Gives how many follow-ups were opened.
pub(crate) fn report(
    write: &mut Write<'_>,
    of: &Return<'_>,
    jobs: &BTreeMap<String, Job>,
    now: Timestamp,
) -> Result<usize, Failure> {
    let settings = store::settings(&mut write.read())?;
    let areas = areas(&mut write.read())?;
    let all = store::all(&mut write.read())?;
    let ours = all
        .into_iter()
        .filter(|one| one.ukprn.is_empty() || one.ukprn == of.ukprn);
    let mut by_learner: BTreeMap<String, Vec<FollowUp>> = BTreeMap::new();
    for one in ours {
        by_learner.entry(one.learner.clone()).or_default().push(one);
    }
    let mut opened = 0;
    for (learner, job) in jobs {
        let reported = Reported {
            year: of.year,
            file: of.file.to_owned(),
            on: job.began_on,
        };
        let home = home(job.outward.clone(), &areas);
        let before = by_learner.remove(learner).unwrap_or_default();
        match same_job(before, job.began_on) {
            Some(old) => take_over(write, old, (reported, home), &settings)?,
            None => {
                let key = (of.ukprn, learner.as_str());
                let mut new = opened_at(key, job.began_on, settings.weeks, now);
                new.reported = Some(reported);
                new.home = home;
                work_out(&mut new, &[], &settings);
                store::add(write, &new)?;
                opened += 1;
            }
        }
    }
    let gone = by_learner.into_values().flatten();
    let is_gone = |one: &FollowUp| {
        one.left_return_at.is_none() && one.reported.as_ref().is_some_and(|by| by.year == of.year)
    };
    for mut one in gone.filter(is_gone) {
        one.left_return_at = Some(now);
        let checks = store::checks(&mut write.read(), one.id)?;
        work_out(&mut one, &checks, &settings);
        store::set(write, &one)?;
    }
    Ok(opened)
}

/// A follow-up that is opened now.
pub(super) fn opened_at(
    (ukprn, learner): (&str, &str),
    began_on: Date,
    weeks: (i64, i64),
    now: Timestamp,
) -> FollowUp {
    FollowUp {
        id: new_id(),
        ukprn: ukprn.to_owned(),
        learner: learner.to_owned(),
        dates: Dates::of(began_on, weeks),
        reported: None,
        left_return_at: None,
        taken_back_at: None,
        home: Home::default(),
        opened_at: now,
        standing: Standing::Open,
        next: None,
        confirmed: super::Confirmed::default(),
    }
}

/// The codes of the organisation's areas.
pub(super) fn areas(read: &mut Read<'_>) -> Result<BTreeSet<String>, Failure> {
    let areas = organisation::areas(read)?.into_iter();
    Ok(areas.map(|area| area.code).collect())
}

/// A home is local when the organisation lists its district, or the area in which most of the district
/// lies.
pub(super) fn home(outward: Option<String>, areas: &BTreeSet<String>) -> Home {
    let listed = outward.clone().filter(|outward| areas.contains(outward));
    let likely = outward.as_deref().and_then(places::likely);
    let likely = likely.map(|(code, _)| code.to_owned());
    Home {
        area_code: listed.or(likely.filter(|code| areas.contains(code))),
        outward,
    }
}

/// The follow-up of the same job: one that goes on, or one that ended and began no earlier.
pub(super) fn same_job(of_learner: Vec<FollowUp>, began_on: Date) -> Option<FollowUp> {
    let goes_on = |one: &FollowUp| match one.standing {
        Standing::Open | Standing::NotReached => true,
        Standing::NotInWork => {
            one.dates.began_on >= began_on
                || one.reported.as_ref().is_some_and(|by| by.on == began_on)
        }
        Standing::Complete => one.dates.last_on >= began_on,
    };
    of_learner.into_iter().rfind(goes_on)
}

/// A return says a job that is followed up already.
fn take_over(
    write: &mut Write<'_>,
    mut one: FollowUp,
    (reported, home): (Reported, Home),
    settings: &Settings,
) -> Result<(), Failure> {
    let checks = store::checks(&mut write.read(), one.id)?;
    if one.ukprn.is_empty() {
        one.ukprn = store::ukprn(&mut write.read())?;
    }
    if standing(&checks).is_empty() {
        if one.dates.began_on != reported.on {
            one.dates = Dates::of(reported.on, settings.weeks);
        }
        if home.outward.is_some() {
            one.home = home;
        }
    }
    let is_older = one
        .reported
        .as_ref()
        .is_some_and(|by| by.year > reported.year);
    if !is_older {
        one.reported = Some(reported);
        one.left_return_at = None;
    }
    work_out(&mut one, &checks, settings);
    store::set(write, &one)
}
