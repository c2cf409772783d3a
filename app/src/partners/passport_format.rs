//! The partner passport as a file: its facts, how they become bytes, and how such a file is read
//! again. There is one way to write a passport, and no other way is accepted.

use crate::failure::Failure;
use database::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use signing::{Key, PublicKey, Signature};
use thiserror::Error;

/// What the file calls itself.
pub(super) const FORMAT: &str = "commonweal partner passport";
/// The version of the file this program writes and reads.
pub(super) const VERSION: u32 = 1;
/// The name under which the id of a key is computed.
const SIGNER: &str = "commonweal";
/// The most bytes of a passport.
pub(super) const MOST_BYTES: u64 = 1_000_000;

/// What is signed. It holds no contacts, names no person, and no file, only the SHA-256 of each.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Passport {
    pub(super) format: String,
    pub(super) version: u32,
    pub(super) issued_by: Issuer,
    pub(super) issued_on: Date,
    pub(super) partner: About,
    pub(super) checks: Vec<PassedCheck>,
    pub(super) signatures: Vec<RoleSigned>,
    pub(super) approved_on: Date,
}

/// Who says it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issuer {
    pub(super) id: Id,
    pub(super) name: String,
}

/// Of whom it is said.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) purpose: String,
}

/// A check that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PassedCheck {
    pub(super) check: String,
    pub(super) note: String,
    /// Of the conflict of interest alone: `declared`, never whose it is.
    pub(super) interest: Option<String>,
    pub(super) evidence: Option<Shown>,
    pub(super) made_on: Date,
    pub(super) expires_on: Date,
}

/// What shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) sha256: Option<String>,
}

/// A signature beneath the checks, by role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleSigned {
    pub(super) role: String,
    pub(super) signed_on: Date,
}

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignedPassport {
    pub(super) passport: Passport,
    pub(super) public_key: String,
    pub(super) key_id: String,
    pub(super) signature: String,
}

/// Why a file is no passport that can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Unreadable {
    #[error(
        "This is not a partner passport: choose the .json file that the other organisation sent"
    )]
    NotJson,
    #[error(
        "This passport is of another kind or version than version 1, which is read here: ask for one of version 1"
    )]
    OtherVersion,
    #[error(
        "This passport was changed after it was written: ask the other organisation to send it again"
    )]
    Altered,
    #[error(
        "The signature does not belong to this passport: something in it was changed, or somebody else signed. Ask the other organisation to send it again"
    )]
    WrongSignature,
    #[error(
        "This passport does not say who issued it: ask the other organisation to send it again"
    )]
    Unnamed,
    #[error("The file is too large for a passport: the most is 1 MB")]
    TooLarge,
}

/// Signs a passport.
pub(super) fn sign(passport: Passport, key: &Key) -> Result<SignedPassport, Failure> {
    let signature = key.sign(&canonical(&passport)?);
    let public = key.public();
    Ok(SignedPassport {
        passport,
        public_key: public.to_string(),
        key_id: public.id(SIGNER),
        signature: signature.to_string(),
    })
}

/// The bytes of something: its fields in their order, without any white space.
pub(super) fn canonical(facts: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(facts).map_err(|fault| Failure::Broken(fault.into()))
}

/// The part of a file by which its format is known.
#[derive(Deserialize)]
struct Head {
    passport: HeadPassport,
}

#[derive(Deserialize)]
struct HeadPassport {
    format: String,
    version: u64,
}

/// A passport whose signature holds over exactly these bytes.
pub(super) fn read(bytes: &[u8]) -> Result<SignedPassport, Unreadable> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        return Err(Unreadable::TooLarge);
    }
    let head: Head = serde_json::from_slice(bytes).map_err(|_| Unreadable::NotJson)?;
    if head.passport.format != FORMAT || head.passport.version != u64::from(VERSION) {
        return Err(Unreadable::OtherVersion);
    }
    let signed: SignedPassport = serde_json::from_slice(bytes).map_err(|_| Unreadable::Altered)?;
    if canonical(&signed).ok().as_deref() != Some(bytes) {
        return Err(Unreadable::Altered);
    }
    let issuer = &signed.passport.issued_by.name;
    if issuer.trim().is_empty() || issuer.chars().any(char::is_control) {
        return Err(Unreadable::Unnamed);
    }
    let key = PublicKey::from_text(&signed.public_key).ok_or(Unreadable::WrongSignature)?;
    let signature = Signature::from_text(&signed.signature).ok_or(Unreadable::WrongSignature)?;
    let said = canonical(&signed.passport).map_err(|_| Unreadable::Altered)?;
    if key.id(SIGNER) != signed.key_id || !key.verify(&said, &signature) {
        return Err(Unreadable::WrongSignature);
    }
    Ok(signed)
}
