//! Somebody outside who remembers how large a log was and what its root was, and says so when it is
//! shown a log that does not add to that (C2SP `tlog-witness`). Here are the request that a log sends,
//! what each answer means, and the witness's own judgement.

use crate::checkpoint::{Checkpoint, Pinned, Refused};
use crate::hash::{Hash, empty_root, hash_of_base64, to_base64};
use crate::proof::verify_consistency;
use std::collections::BTreeMap;

/// The most lines a proof has.
const LONGEST: usize = 63;

/// What a log sends to a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The size the witness is thought to know.
    pub old: u64,
    /// That the new tree only adds to the one of the old size.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Addition {
    /// The body of the request.
    pub fn text(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.proof {
            text.push_str(&to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// The request of a body; nothing when it is none.
    pub fn read(body: &str) -> Option<Self> {
        let (head, checkpoint) = body.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let number = lines.next()?.strip_prefix("old ")?;
        let old: u64 = number.parse().ok()?;
        let proof: Vec<Hash> = lines.map(hash_of_base64).collect::<Option<_>>()?;
        (old.to_string() == number && proof.len() <= LONGEST).then(|| Self {
            old,
            proof,
            checkpoint: checkpoint.to_owned(),
        })
    }
}

/// What a witness answers, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 200: it has seen it, and keeps it.
    Seen,
    /// 400: what was sent makes no sense.
    Malformed,
    /// 403: no key that it knows signed the checkpoint.
    Unsigned,
    /// 404: it does not know the log.
    UnknownLog,
    /// 409: it knows another size, this one, or another root of the same size.
    OtherSize(u64),
    /// 422: the proof does not show that the log only grew.
    NotProved,
}

impl Verdict {
    /// The number of the answer (RFC 9110).
    pub fn status(self) -> u16 {
        match self {
            Self::Seen => 200,
            Self::Malformed => 400,
            Self::Unsigned => 403,
            Self::UnknownLog => 404,
            Self::OtherSize(_) => 409,
            Self::NotProved => 422,
        }
    }

    /// The verdict of an answer; nothing when its number means nothing here.
    pub fn read(status: u16, body: &str) -> Option<Self> {
        Some(match status {
            200 => Self::Seen,
            400 => Self::Malformed,
            403 => Self::Unsigned,
            404 => Self::UnknownLog,
            409 => Self::OtherSize(body.trim_end().parse().ok()?),
            422 => Self::NotProved,
            _ => return None,
        })
    }

    /// What the answer means for who sent it.
    pub fn words(self) -> String {
        match self {
            Self::Seen => "The witness has seen this checkpoint and keeps it.".to_owned(),
            Self::Malformed => "The witness could not read what was sent.".to_owned(),
            Self::Unsigned => {
                "The witness does not know the key that signed: give it the log’s key.".to_owned()
            }
            Self::UnknownLog => {
                "The witness does not know this log: give it the log’s name and key.".to_owned()
            }
            Self::OtherSize(size) => format!(
                "The witness knows this log at size {size}, and what was sent does not go on from there."
            ),
            Self::NotProved => {
                "The witness refuses: the log does not only add to what it saw before. Find out why before anything else is signed.".to_owned()
            }
        }
    }
}

/// A witness of some logs, by their names.
#[derive(Debug, Default)]
pub struct Witness {
    logs: BTreeMap<String, (Pinned, u64, Hash)>,
}

impl Witness {
    /// Takes a log on, of which nothing is known yet.
    pub fn trust(&mut self, pinned: Pinned) {
        let origin = pinned.origin.clone();
        self.logs.insert(origin, (pinned, 0, empty_root()));
    }

    /// Judges a request, and remembers the checkpoint when it is a good one.
    pub fn add(&mut self, body: &str) -> Verdict {
        let Some(addition) = Addition::read(body) else {
            return Verdict::Malformed;
        };
        let origin = addition.checkpoint.split('\n').next().unwrap_or_default();
        let Some((pinned, size, root)) = self.logs.get_mut(origin) else {
            return Verdict::UnknownLog;
        };
        let Checkpoint {
            size: to, root: at, ..
        } = match pinned.open(&addition.checkpoint) {
            Ok(checkpoint) => checkpoint,
            Err(Refused::Malformed) => return Verdict::Malformed,
            Err(Refused::Note(_) | Refused::OtherOrigin(_) | Refused::Retired(_)) => {
                return Verdict::Unsigned;
            }
        };
        if addition.old > to {
            return Verdict::Malformed;
        }
        if addition.old != *size || (to == *size && at != *root) {
            return Verdict::OtherSize(*size);
        }
        if !verify_consistency((*size, root), (to, &at), &addition.proof) {
            return Verdict::NotProved;
        }
        (*size, *root) = (to, at);
        Verdict::Seen
    }
}
