//! Many packs of many organisations, each looked at under the key of its own log. What does not hold is
//! named with its reason and nothing of it is taken.

use crate::left_out::LeftOut;
use crate::pack::{Pack, RETIRED, verify_pack};
use crate::pins::{PinFault, Pins, fingerprint, grouped};
use crate::totals::{TOKENS, TOTALS, TokenFile, Total};
use bag::Source;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// The longest list that is read, in bytes.
const LONGEST: u64 = 64 * 1_024 * 1_024;
/// The most figures of one pack.
const MOST: usize = 100_000;
/// The longest text beside a figure, in bytes.
const LONGEST_TEXT: usize = 1_000;

/// How far it is believed whose a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Under a key that was told.
    Told,
    /// Under the key that lies in it: whoever made the pack could have made the key.
    FirstSight,
}

/// A pack that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What it is called by whoever brought it.
    pub called: String,
    /// What it says of itself.
    pub pack: Pack,
    /// Its figures.
    pub totals: Vec<Total>,
    /// Its tokens; none when it carries none.
    pub tokens: Option<TokenFile>,
    /// How far it is believed whose it is.
    pub trust: Trust,
    /// The fingerprint of the key that signs for its log.
    pub fingerprint: String,
    keys: String,
}

/// Looks at one pack after the other.
#[derive(Debug, Default)]
pub struct Looking {
    pins: BTreeMap<String, Pins>,
    first_sight: Option<()>,
    held: Vec<Looked>,
    left_out: Vec<(String, LeftOut)>,
}

impl Looking {
    /// With the keys that were told, one a line, of any number of logs. Where a log has none, its pack is
    /// left out, or believed on first sight when that is asked for.
    ///
    /// # Errors
    /// When a line is no key.
    pub fn with(
        lines: impl IntoIterator<Item = impl AsRef<str>>,
        first_sight: Option<()>,
    ) -> Result<Self, PinFault> {
        Ok(Self {
            pins: grouped(lines)?,
            first_sight,
            ..Self::default()
        })
    }

    /// Looks at a pack.
    pub fn take(&mut self, called: &str, bag: &mut impl Source) {
        match self.look(called, bag) {
            Ok(looked) => self.held.push(looked),
            Err(why) => self.leave_out(called, why),
        }
    }

    /// Names a pack that could not even be opened.
    pub fn leave_out(&mut self, called: &str, why: impl Into<LeftOut>) {
        self.left_out.push((called.to_owned(), why.into()));
    }

    fn look(&self, called: &str, bag: &mut impl Source) -> Result<Looked, LeftOut> {
        let pack: Pack = json(bag, "pack.json")?.ok_or(LeftOut::NoPack)?;
        let keys = text(bag, "log/keys.txt")?.unwrap_or_default();
        let beside = fingerprint(&keys, &pack.origin);
        let (pins, trust) = match (self.pins.get(&pack.origin), self.first_sight) {
            (Some(pins), _) => (pins.clone(), Trust::Told),
            (None, Some(())) => (Pins::default(), Trust::FirstSight),
            (None, None) => {
                return Err(LeftOut::NoKey {
                    organisation: pack.organisation,
                    log: pack.origin,
                    fingerprint: beside.unwrap_or_else(|| "of no key at all".to_owned()),
                });
            }
        };
        let found = verify_pack(bag, &pins)?;
        if let Some(why) = found.wrong.into_iter().next() {
            return Err(LeftOut::Wrong(why));
        }
        // The figures stand under the signature of the whole pack alone.
        if found.unknown.iter().any(|said| said == RETIRED) {
            return Err(LeftOut::Retired);
        }
        let totals = figures(bag, &pack)?;
        Ok(Looked {
            called: called.to_owned(),
            tokens: tokens(bag)?,
            totals,
            trust,
            fingerprint: pins
                .fingerprint()
                .or(beside)
                .ok_or(LeftOut::Wrong("There is no key in it.".to_owned()))?,
            pack,
            keys,
        })
    }

    /// The packs that hold, and those that do not with the reason. Where nothing but first sight vouches
    /// for a log and two packs bring different keys of it, neither is believed.
    pub fn done(self) -> (Vec<Looked>, Vec<(String, LeftOut)>) {
        let mut brought: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let on_sight = self
            .held
            .iter()
            .filter(|one| one.trust == Trust::FirstSight);
        for one in on_sight {
            let of = brought.entry(&one.pack.origin).or_default();
            of.insert(&one.keys);
        }
        let several = brought.into_iter().filter(|(_, keys)| keys.len() > 1);
        let several: BTreeSet<String> = several.map(|(origin, _)| origin.to_owned()).collect();
        let (refused, held): (Vec<Looked>, Vec<Looked>) =
            (self.held.into_iter()).partition(|one| several.contains(&one.pack.origin));
        let mut left_out = self.left_out;
        left_out.extend(refused.into_iter().map(|one| {
            let log = one.pack.origin;
            (one.called, LeftOut::SeveralKeys(log))
        }));
        (held, left_out)
    }
}

/// The figures of a pack: of returns that it holds signed, and no more than anybody would print.
fn figures(bag: &mut impl Source, pack: &Pack) -> Result<Vec<Total>, LeftOut> {
    if !matches!(pack.kind.as_str(), "return" | "year") {
        return Err(LeftOut::Kind(pack.title.clone()));
    }
    let totals: Vec<Total> = json(bag, TOTALS)?.ok_or(LeftOut::NoFigures)?;
    if totals.len() > MOST {
        return Err(LeftOut::TooMany);
    }
    let long = |total: &Total| total.texts().any(|text| text.len() > LONGEST_TEXT);
    if totals.iter().any(long) {
        return Err(LeftOut::TooMany);
    }
    let is_held = |of: &str| {
        let mut signed = pack.signed.iter();
        signed.any(|one| one.kind == "return" && one.name == of && one.sha256.is_some())
    };
    match totals.iter().find(|total| !is_held(&total.of)) {
        Some(total) => Err(LeftOut::NotSigned(total.of.clone())),
        None => Ok(totals),
    }
}

fn tokens(bag: &mut impl Source) -> Result<Option<TokenFile>, LeftOut> {
    if !has(bag, TOKENS)? {
        return Ok(None);
    }
    let tokens: Option<TokenFile> = json(bag, TOKENS)?;
    match tokens.filter(|tokens| tokens.format == 1) {
        Some(tokens) => Ok(Some(tokens)),
        None => Err(LeftOut::Tokens),
    }
}

fn has(bag: &mut impl Source, path: &str) -> Result<bool, LeftOut> {
    let path = format!("data/{path}");
    Ok(bag.paths()?.contains(&path))
}

fn text(bag: &mut impl Source, path: &str) -> Result<Option<String>, LeftOut> {
    if !has(bag, path)? {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let file = bag.open(&format!("data/{path}"))?;
    // A ZIP finds out by itself that a file was changed: then nothing of it is believed.
    match file.take(LONGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(String::from_utf8(bytes).ok()),
        Err(_) => Ok(None),
    }
}

fn json<T: DeserializeOwned>(bag: &mut impl Source, path: &str) -> Result<Option<T>, LeftOut> {
    Ok(text(bag, path)?.and_then(|text| serde_json::from_str(&text).ok()))
}
