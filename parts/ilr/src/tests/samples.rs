//! The public samples, in the folder that `COMMONWEAL_ILR_SAMPLES` names.

use super::{Whole, whole};
use crate::{Delivery, ProblemKind, Record, Tally};
use std::fs::{self, File};

fn sample(begins: &str, part: &str, ukprn: &str) -> Option<Whole> {
    let Ok(folder) = std::env::var("COMMONWEAL_ILR_SAMPLES") else {
        println!("skipped: COMMONWEAL_ILR_SAMPLES names no folder");
        return None;
    };
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let matches = |name: &str| name.starts_with(begins) && name.contains(part);
    let path = names
        .into_iter()
        .find(|path| matches(path.file_name().unwrap().to_str().unwrap()))
        .unwrap();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    // The samples carry their year before their name.
    let name = name.split_at("2018-19-".len()).1.to_owned();
    Some(whole(File::open(path).unwrap(), (ukprn, &name), Tally::NotAsked).unwrap())
}

/// Learners, aims, completed, achieved, employment records, destinations.
fn counts(read: &Whole) -> [usize; 6] {
    let mut counts = [0; 6];
    for record in &read.records {
        match record {
            Record::Learner(learner) => {
                let of = |is: &dyn Fn(&Delivery) -> bool| {
                    learner.deliveries.iter().filter(|one| is(one)).count()
                };
                counts[0] += 1;
                counts[1] += learner.deliveries.len();
                counts[2] += of(&|aim| aim.completion == "2");
                counts[3] += of(&|aim| aim.outcome.as_deref() == Some("1"));
                counts[4] += learner.employment.len();
            }
            Record::Destinations(all) => counts[5] += all.outcomes.len(),
        }
    }
    counts
}

#[test]
fn the_official_example_of_2025_26_is_read() {
    let Some(read) = sample("2025-26", "official", "99999999") else {
        return;
    };
    assert_eq!(counts(&read), [19, 35, 3, 2, 14, 0]);
    // One learner of the example has two aims with the number 1, against rule R_07.
    let kinds: Vec<_> = read.problems.counts().iter().collect();
    assert_eq!(kinds, [(&ProblemKind::RepeatedAim, &1)]);
}

#[test]
fn the_sample_of_2019_20_is_read() {
    let Some(read) = sample(
        "2019-20",
        "SampleValid",
        &ukprn_of("2019-20", "SampleValid"),
    ) else {
        return;
    };
    let [learners, aims, completed, achieved, _, destinations] = counts(&read);
    assert_eq!(
        [learners, aims, completed, achieved, destinations],
        [30, 90, 81, 54, 33]
    );
    // Its name is not as the rules have it; beyond that a sound return raises no warning.
    let kinds: Vec<_> = read.problems.counts().keys().collect();
    assert_eq!(kinds, [&ProblemKind::FileName]);
}

#[test]
fn the_small_sample_of_2018_19_is_read() {
    let Some(read) = sample("2018-19", "10033670", "10033670") else {
        return;
    };
    let [learners, aims, completed, achieved, _, destinations] = counts(&read);
    assert_eq!(
        [learners, aims, completed, achieved, destinations],
        [1, 4, 1, 1, 1]
    );
}

#[test]
fn mixed_namespaces_are_matched_by_local_name() {
    let Some(read) = sample("2018-19", "mixed", "90000064") else {
        return;
    };
    let [learners, aims, _, _, employment, _] = counts(&read);
    assert_eq!([learners, aims, employment], [7, 10, 7]);
    assert!(
        read.problems
            .counts()
            .contains_key(&ProblemKind::YearConflict)
    );
}

#[test]
fn a_misspelt_element_is_reported() {
    let Some(read) = sample("2018-19", "InValid", &ukprn_of("2018-19", "InValid")) else {
        return;
    };
    let [learners, aims, ..] = counts(&read);
    assert_eq!([learners, aims], [1, 1]);
    let said = read
        .problems
        .kept()
        .iter()
        .any(|problem| problem.said == "FamilyNamE");
    assert!(said, "{:?}", read.problems);
}

/// The number in a sample's own header.
fn ukprn_of(begins: &str, part: &str) -> String {
    let Ok(folder) = std::env::var("COMMONWEAL_ILR_SAMPLES") else {
        return String::new();
    };
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let named = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with(begins) && name.contains(part)
    };
    let text = fs::read_to_string(paths.into_iter().find(named).unwrap()).unwrap();
    let (_, rest) = text.split_once("<UKPRN>").unwrap();
    rest.split('<').next().unwrap().to_owned()
}
