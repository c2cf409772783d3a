//! Whose return it is and for which year, gathered from the namespace, the header and the name.

use crate::draft::Spot;
use crate::problem::{Problem, ProblemKind};
use crate::{FundingYear, Header, ReturnFault};
use std::collections::BTreeSet;

/// The most namespaces that are remembered.
const MOST_NAMESPACES: usize = 20;

#[derive(Default)]
pub(crate) struct Opening {
    begun: Option<()>,
    closed: Option<()>,
    namespaces: BTreeSet<FundingYear>,
    late: Option<()>,
    said: Option<FundingYear>,
    ukprn: Option<String>,
}

impl Header {
    /// Stands in until the header is read.
    pub(crate) fn unread() -> Self {
        Self {
            ukprn: String::new(),
            year: FundingYear::KNOWN.0,
        }
    }
}

impl Opening {
    pub(crate) fn begin(&mut self) {
        self.begun = Some(());
    }

    pub(crate) fn is_begun(&self) -> bool {
        self.begun.is_some()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// A namespace, of the root or of an element in the header or among the learners.
    pub(crate) fn namespace(&mut self, namespace: &str) {
        if self.namespaces.len() < MOST_NAMESPACES
            && let Some(year) = FundingYear::from_namespace(namespace)
            && self.namespaces.insert(year)
            && self.is_closed()
        {
            self.late = Some(());
        }
    }

    /// Takes a text of the header or the provider; false when it is none of theirs.
    pub(crate) fn set(
        &mut self,
        (parent, name): (&str, &str),
        text: &str,
        own: &str,
    ) -> Result<bool, ReturnFault> {
        match (parent, name) {
            ("Source" | "LearningProvider", "UKPRN") => {
                if text != own {
                    return Err(ReturnFault::OtherProvider {
                        found: text.chars().filter(char::is_ascii_digit).take(8).collect(),
                        expected: own.to_owned(),
                    });
                }
                self.ukprn = Some(text.to_owned());
                Ok(true)
            }
            ("CollectionDetails", "Year") => {
                self.said = FundingYear::from_digits(text);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The header is whole: the year is settled, and what disagrees is reported.
    pub(crate) fn close(&mut self, name: &str, spot: &mut Spot<'_>) -> Result<Header, ReturnFault> {
        self.closed = Some(());
        let ukprn = self.ukprn.clone().ok_or(ReturnFault::NoHeader)?;
        let named = FundingYear::from_file_name(name);
        let by_name = named.as_ref().map(|(_, year)| *year);
        let by_namespace = self.namespaces.first().copied();
        let year = self
            .said
            .or(by_name)
            .or(by_namespace)
            .ok_or(ReturnFault::NoYear)?;
        if self.said.is_none() {
            add(spot, ProblemKind::Missing, "Year".to_owned());
        }
        match named {
            None => add(
                spot,
                ProblemKind::FileName,
                "it does not begin with ILR, provider and year".to_owned(),
            ),
            Some((provider, _)) if provider != ukprn => {
                add(
                    spot,
                    ProblemKind::FileName,
                    format!("it names provider {provider}"),
                );
            }
            Some(_) => {}
        }
        let mut all = self.namespaces.clone();
        all.extend(self.said.into_iter().chain(by_name));
        if all.len() > 1 {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            add(spot, ProblemKind::YearConflict, all.join(", "));
        }
        if !year.is_known() {
            add(spot, ProblemKind::UnknownYear, year.to_string());
        }
        Ok(Header { ukprn, year })
    }

    /// A namespace of another year that first came behind the header, once.
    pub(crate) fn late_conflict(&mut self, year: FundingYear, spot: &mut Spot<'_>) {
        if self.late.take().is_some() {
            let others = self.namespaces.iter().filter(|other| **other != year);
            let all: Vec<String> = others.map(ToString::to_string).collect();
            if !all.is_empty() {
                let said = format!("{year}, and among the learners {}", all.join(", "));
                add(spot, ProblemKind::YearConflict, said);
            }
        }
    }
}

fn add(spot: &mut Spot<'_>, kind: ProblemKind, said: String) {
    spot.problems.add(Problem {
        line: spot.lines.line(),
        learner: None,
        kind,
        said,
    });
}
