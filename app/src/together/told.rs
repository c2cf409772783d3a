//! What is told beside the sums: whose packs hold and under which key, what was not counted, what does not
//! hold, and what has to be known.

use super::looking::Added;
use super::tables::Table;
use commonweal_verify::Trust;

pub(super) fn believed(added: &Added) -> Table {
    let believed = added.believed.iter();
    let rows = believed.map(|(organisation, whose)| {
        let returns: Vec<&str> = (added.together.counted.iter())
            .filter(|(of, _)| of == organisation)
            .map(|(_, name)| name.as_str())
            .collect();
        let trust = match whose.trust {
            Trust::Told => "The key that was given",
            Trust::FirstSight => {
                "On first sight: the key lies in the pack itself, and whoever made the pack could have made it"
            }
        };
        vec![
            organisation.name.clone(),
            returns.join(", "),
            trust.to_owned(),
            whose.fingerprint.clone(),
            organisation.log.clone(),
        ]
    });
    Table {
        caption: "Whose packs hold, and under which key",
        headings: vec![
            "Organisation",
            "Returns that count",
            "Believed under",
            "Fingerprint of the key",
            "Log",
        ],
        rows: rows.collect(),
        numbers: Vec::new(),
    }
}

pub(super) fn set_aside(added: &Added) -> Table {
    let set_aside = added.together.set_aside.iter();
    Table {
        caption: "What holds and was not counted",
        headings: vec!["Pack", "Organisation", "Return", "Why"],
        rows: set_aside
            .map(|one| {
                vec![
                    one.called.clone(),
                    one.organisation.name.clone(),
                    one.name.clone(),
                    one.why.to_string(),
                ]
            })
            .collect(),
        numbers: Vec::new(),
    }
}

pub(super) fn failed(added: &Added) -> Table {
    let failed = added.failed.iter();
    Table {
        caption: "What does not hold",
        headings: vec!["Pack", "Why"],
        rows: failed
            .map(|(called, why)| vec![called.clone(), why.clone()])
            .collect(),
        numbers: Vec::new(),
    }
}

/// What has to be known about the sums, in sentences.
pub(crate) fn known(added: &Added) -> Vec<String> {
    let mut said = added.together.apart.clone();
    if added.on_first_sight() {
        said.push(
            "Some packs are believed on first sight: nobody but the pack itself says whose key it is. Have the organisation read the fingerprint of its key to you."
                .to_owned(),
        );
    }
    said.extend(added.together.compared.unknown());
    let compared = &added.together.compared.phrases;
    if compared.values().any(|of| of.len() > 1) {
        said.push(
            "Only learners whom organisations know by the same provider’s number and reference, and evidence files that are the same byte for byte, can be found again. Sessions, invoices and people in a headcount cannot, so that ‘each counted once’ is always ‘at most’."
                .to_owned(),
        );
    }
    said
}
