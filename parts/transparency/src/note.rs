//! Signed notes (C2SP `signed-note`): a text, an empty line, and lines of signatures. The kind of
//! signature is part of a key's id, so that one kind is never taken for another.

use crate::hash::{from_base64, hex, to_base64};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;

/// The kind of signature made here: Ed25519.
const ED25519: u8 = 1;
/// How a line of a signature begins.
const DASH: &str = "\u{2014} ";

/// The name and public key of who signs, as notes know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    name: String,
    public: [u8; 32],
}

/// Why a text is no key we can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyRefused {
    /// It is not `name+id+key`.
    #[error("this is no key: it has to read name+id+key, as the log's page shows it")]
    Malformed,
    /// It signs in a way that is not known here.
    #[error("this key signs in a way that is not known here: only Ed25519 is")]
    UnknownAlgorithm,
    /// Its id does not follow from its name and key.
    #[error("the id of this key does not follow from its name and its key: a letter is wrong")]
    WrongId,
}

impl NoteKey {
    /// The key of a name: one without spaces and without a plus.
    pub fn new(name: &str, public: [u8; 32]) -> Result<Self, KeyRefused> {
        let bad = |one: char| one.is_whitespace() || one.is_control() || one == '+';
        let key = VerifyingKey::from_bytes(&public).map_err(|_| KeyRefused::Malformed)?;
        if name.is_empty() || name.contains(bad) || key.is_weak() {
            return Err(KeyRefused::Malformed);
        }
        Ok(Self {
            name: name.to_owned(),
            public,
        })
    }

    /// The key of a text as [`fmt::Display`] writes it.
    pub fn from_text(text: &str) -> Result<Self, KeyRefused> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyRefused::Malformed);
        };
        let bytes = from_base64(key).ok_or(KeyRefused::Malformed)?;
        let (kind, public) = bytes.split_first().ok_or(KeyRefused::Malformed)?;
        if *kind != ED25519 {
            return Err(KeyRefused::UnknownAlgorithm);
        }
        let public = public.try_into().map_err(|_| KeyRefused::Malformed)?;
        let key = Self::new(name, public)?;
        if hex(&key.id()) != id {
            return Err(KeyRefused::WrongId);
        }
        Ok(key)
    }

    /// Under which name it signs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> [u8; 32] {
        self.public
    }

    /// The first four bytes of the SHA-256 of name, line end, kind and key.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.public)
            .finalize();
        let mut id = [0; 4];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        id
    }

    /// A line of a signature over a note's text by this key.
    fn line(&self, signature: &[u8; 64]) -> String {
        let mut bytes = self.id().to_vec();
        bytes.extend_from_slice(signature);
        format!("{DASH}{} {}\n", self.name, to_base64(&bytes))
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(&self.public);
        let (name, id) = (&self.name, hex(&self.id()));
        write!(out, "{name}+{id}+{}", to_base64(&bytes))
    }
}

/// Why a note is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteRefused {
    /// It is not a text, an empty line and signatures.
    #[error("this is no signed note: a text, an empty line and signatures")]
    Malformed,
    /// None of its signatures names the key.
    #[error("it is not signed by the key you gave")]
    NotSigned,
    /// The signature is not the key's over this text.
    #[error("its signature does not hold: the text or the signature was changed")]
    Forged,
}

/// A note that was read. What it says is not believed before a signature was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    name: String,
    id: [u8; 4],
    signature: Vec<u8>,
}

fn line(text: &str) -> Option<Line> {
    let (name, coded) = text.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = from_base64(coded)?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    let is_whole = !name.is_empty() && !name.contains('+') && !signature.is_empty();
    is_whole.then(|| Line {
        name: name.to_owned(),
        id: *id,
        signature: signature.to_vec(),
    })
}

impl Note {
    /// Signs a text, which has to end with its line, by what makes a signature over bytes.
    pub fn sign(text: &str, key: &NoteKey, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> String {
        format!("{text}\n{}", key.line(&sign(text.as_bytes())))
    }

    /// Reads a note.
    pub fn read(note: &str) -> Result<Self, NoteRefused> {
        let bad = |one: char| one.is_control() && one != '\n';
        let at = note.rfind("\n\n").ok_or(NoteRefused::Malformed)?;
        let (text, rest) = note.split_at(at.saturating_add(1));
        let lines = rest.strip_prefix('\n').and_then(|it| it.strip_suffix('\n'));
        let lines = lines.ok_or(NoteRefused::Malformed)?.split('\n');
        let signatures: Option<Vec<Line>> = lines.map(line).collect();
        let signatures = signatures.ok_or(NoteRefused::Malformed)?;
        if note.contains(bad) || text.len() <= 1 || signatures.len() > 100 {
            return Err(NoteRefused::Malformed);
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// What was signed, with its last line's end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this key signed exactly this text. Signatures of others say nothing here.
    pub fn verify(&self, key: &NoteKey) -> Result<(), NoteRefused> {
        let own = |line: &&Line| line.name == key.name && line.id == key.id();
        let mut signed = self.signatures.iter().filter(own).peekable();
        if signed.peek().is_none() {
            return Err(NoteRefused::NotSigned);
        }
        let verifying =
            VerifyingKey::from_bytes(&key.public).map_err(|_| NoteRefused::NotSigned)?;
        for line in signed {
            let bytes: [u8; 64] = (line.signature.as_slice())
                .try_into()
                .map_err(|_| NoteRefused::Forged)?;
            let signature = Signature::from_bytes(&bytes);
            verifying
                .verify_strict(self.text.as_bytes(), &signature)
                .map_err(|_| NoteRefused::Forged)?;
        }
        Ok(())
    }
}
