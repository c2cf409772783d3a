//! The checklist of Appendix A as a form on paper, or as another kind of file: its five boxes, what
//! shows each, who ticked it and when (A.1–A.5).

use super::change::asked;
use super::show::{Signed, signed};
use super::{MadeCheck, Partner, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{evidence, people};
use database::{Id, Read};
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::partners::{Check, Stage};
use std::collections::BTreeMap;

/// What the form is made of.
struct Content {
    partner: Partner,
    checks: Vec<MadeCheck>,
    /// The title of the evidence of a check, by the evidence's key.
    titles: BTreeMap<Id, String>,
    signed: Vec<Signed>,
    names: BTreeMap<Id, String>,
    organisation: String,
}

fn content(visit: &Visit<'_>) -> Result<Content, Failure> {
    let partner = asked(visit)?;
    let organisation = visit.who()?.organisation.clone();
    visit.read(|read| {
        let names = people::names(read)?;
        let checks = store::checks(read, &partner)?;
        let approval = store::approval(read, &partner)?;
        Ok(Content {
            titles: titles(read, &checks)?,
            signed: signed(approval.as_ref(), &names),
            partner,
            checks,
            names,
            organisation,
        })
    })
}

fn titles(read: &mut Read<'_>, checks: &[MadeCheck]) -> Result<BTreeMap<Id, String>, Failure> {
    let mut titles = BTreeMap::new();
    for id in checks.iter().filter_map(|check| check.evidence_id) {
        if let Some((evidence, ..)) = evidence::find(read, id)? {
            titles.insert(id, evidence.title);
        }
    }
    Ok(titles)
}

impl Content {
    fn is_approved(&self) -> bool {
        !matches!(self.partner.standing.stage, Stage::Prospect | Stage::Checks)
            && self.partner.standing.approved_on.is_some()
    }

    fn name(&self, id: Option<&Id>) -> String {
        let name = id.and_then(|id| self.names.get(id));
        name.cloned().unwrap_or_else(|| "the system".to_owned())
    }

    /// What shows that a check was made.
    fn shown_by(&self, made: &MadeCheck) -> String {
        let title = made.evidence_id.and_then(|id| self.titles.get(&id));
        let mut words: Vec<String> = Vec::new();
        words.extend((!made.note.is_empty()).then(|| made.note.clone()));
        words.extend(title.map(|title| format!("Evidence: {title}")));
        if let Some(interest) = &made.interest {
            words.push(format!(
                "Declared: {}. Managed by {}: {}",
                interest.what,
                self.name(Some(&interest.managed_by)),
                interest.managed_how
            ));
        }
        words.join("\n")
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Check::ALL
            .into_iter()
            .map(|check| {
                let made = self.checks.iter().find(|made| made.check == check);
                let cells = made.map(|made| {
                    [
                        "Yes".to_owned(),
                        self.shown_by(made),
                        self.name(made.recorded_by.as_ref()),
                        in_words(made.made_on),
                        in_words(made.expires_on),
                    ]
                });
                let open = ["No", "", "", "", ""].map(str::to_owned);
                let mut row = vec![check.name().to_owned()];
                row.extend(cells.unwrap_or(open));
                row
            })
            .collect();
        let by = |each: fn(&Signed) -> String| {
            let words: Vec<String> = self.signed.iter().map(each).collect();
            words.join("\n")
        };
        rows.push(vec![
            "Sign-off".to_owned(),
            if self.is_approved() { "Yes" } else { "No" }.to_owned(),
            String::new(),
            by(|signed| signed.by.clone()),
            by(|signed| in_words(signed.on)),
            String::new(),
        ]);
        rows
    }

    fn document(&self) -> Document {
        let standing = self.partner.standing;
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let approved = standing.approved_on.filter(|_| self.is_approved());
        let version = match approved {
            Some(on) => format!("Approved {}", in_words(on)),
            None => "Not approved".to_owned(),
        };
        let mut facts = vec![
            fact("Partner", self.partner.name.clone()),
            fact("Kind", self.partner.kind.name().to_owned()),
            fact("What we do together", self.partner.purpose.clone()),
            fact(
                "Date of approval",
                approved.map(in_words).unwrap_or_default(),
            ),
        ];
        facts.extend(
            standing
                .review_due_on
                .filter(|_| approved.is_some())
                .map(|on| fact("Next review", in_words(on))),
        );
        let headings = [
            "Check",
            "Done",
            "What shows it",
            "Who",
            "Date",
            "Holds until",
        ];
        Document {
            title: "Partnership approval checklist".to_owned(),
            version,
            organisation: self.organisation.clone(),
            facts,
            blocks: vec![
                Block::heading(1, "The five checks"),
                Block::Table {
                    caption: format!("Checks of {}", self.partner.name),
                    headings: headings.map(str::to_owned).to_vec(),
                    rows: self.rows(),
                    numbers: Vec::new(),
                },
            ],
        }
    }

    fn file_name(&self) -> String {
        format!("partner-checklist-{}", self.partner.id)
    }
}

/// The form as the kind of file that was asked for, dated by its approval or, before, by today.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let format = visit.format()?;
    let content = content(visit)?;
    let approved_on = content.partner.standing.approved_on;
    let dated = approved_on.unwrap_or(visit.today());
    Reply::document(&content.document(), (format, dated), &content.file_name())
}
