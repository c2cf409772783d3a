//! Looking at packs one after the other, and adding up those that hold.

use super::reading::returns;
use bag::Zipped;
use commonweal_verify::{Looked, Looking, PinFault, Trust};
use domain::together::{Organisation, Together, add_up};
use std::collections::BTreeMap;
use std::fs::File;

/// A pack that somebody brought.
pub(crate) struct Brought {
    /// What it is called, to name it by.
    pub(crate) called: String,
    /// Its file; none that could not be opened.
    pub(crate) file: std::io::Result<File>,
}

/// Whose key was believed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whose {
    /// The fingerprint of the key that signs for its log.
    pub(crate) fingerprint: String,
    /// How the key came here.
    pub(crate) trust: Trust,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Added {
    /// The sums of what holds.
    pub(crate) together: Together,
    /// Whose packs hold, under which key.
    pub(crate) believed: BTreeMap<Organisation, Whose>,
    /// The packs that do not hold, by what they are called, and why.
    pub(crate) failed: Vec<(String, String)>,
    /// How many packs were brought.
    pub(crate) brought: usize,
}

impl Added {
    /// Whether everything that was brought holds and nothing contradicts anything else.
    pub(crate) fn holds(&self) -> bool {
        self.failed.is_empty() && !self.together.contradicts()
    }

    /// Whether some organisation is believed because of nothing but the key in its own pack.
    pub(crate) fn on_first_sight(&self) -> bool {
        let mut believed = self.believed.values();
        believed.any(|whose| whose.trust == Trust::FirstSight)
    }
}

/// Looks at packs under the keys that were told, one a line. Where a log has none, its packs fail, or are
/// believed on first sight when that was asked for.
pub(crate) fn add(
    packs: Vec<Brought>,
    keys: &str,
    first_sight: Option<()>,
) -> Result<Added, PinFault> {
    let mut looking = Looking::with(keys.lines(), first_sight)?;
    let brought = packs.len();
    for pack in packs {
        let opened = pack.file.and_then(|file| {
            let length = file.metadata()?.len();
            Ok((file, length))
        });
        let zip = opened.map_err(bag::BagFault::from);
        match zip.and_then(|(file, length)| Zipped::unpressed(file, length)) {
            Ok(mut bag) => looking.take(&pack.called, &mut bag),
            Err(fault) => looking.leave_out(&pack.called, fault),
        }
    }
    let (held, left_out) = looking.done();
    let believed = held.iter().map(believed).collect();
    let given = held.iter().flat_map(returns).collect();
    let failed = left_out.into_iter();
    Ok(Added {
        together: add_up(given),
        believed,
        failed: failed
            .map(|(called, why)| (called, why.to_string()))
            .collect(),
        brought,
    })
}

/// Who a pack is of.
pub(super) fn organisation(looked: &Looked) -> Organisation {
    Organisation {
        name: looked.pack.organisation.clone(),
        log: looked.pack.origin.clone(),
    }
}

fn believed(looked: &Looked) -> (Organisation, Whose) {
    let whose = Whose {
        fingerprint: looked.fingerprint.clone(),
        trust: looked.trust,
    };
    (organisation(looked), whose)
}
