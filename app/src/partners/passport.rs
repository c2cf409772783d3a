//! The partner passport: what our own checks of an approved partner found, signed with the
//! organisation's key, for another organisation to rely on (A.1–A.5, P1.2d). It says in which role
//! somebody signed, never who, and leaves contacts and the whose of an interest out.

use super::change::asked;
use super::passport_format::{
    About, FORMAT, Issuer, PassedCheck, Passport, RoleSigned, Shown, SignedPassport, VERSION,
    canonical, sign,
};
use super::{MadeCheck, Partner, store};
use crate::app::date_of;
use crate::evidence::{self, Proof};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use database::Read;
use documents::{Block, Document};
use domain::calendar::in_words;
use domain::partners::{Check, PartnerKind, Stage};
use domain::people::Role;
use sha2::{Digest, Sha256};

/// Whether a passport of this partner can be given: it is approved, and nothing is being cleared up.
pub(super) fn can_be_given(partner: &Partner) -> bool {
    matches!(partner.standing.stage, Stage::Approved | Stage::Active)
        && partner.standing.approved_on.is_some()
}

fn shown(read: &mut Read<'_>, made: &MadeCheck) -> Result<Option<Shown>, Failure> {
    let Some(id) = made.evidence_id else {
        return Ok(None);
    };
    let found = evidence::find(read, id)?;
    Ok(found.map(|(evidence, ..)| Shown {
        kind: evidence.proof.kind().to_owned(),
        sha256: match &evidence.proof {
            Proof::File { sha256, .. } => Some(hex(sha256)),
            Proof::Link { .. } | Proof::Attestation { .. } => None,
        },
        title: evidence.title,
    }))
}

fn passed(read: &mut Read<'_>, made: MadeCheck) -> Result<PassedCheck, Failure> {
    Ok(PassedCheck {
        check: made.check.key().to_owned(),
        evidence: shown(read, &made)?,
        interest: made.interest.map(|_| "declared".to_owned()),
        note: made.note,
        made_on: made.made_on,
        expires_on: made.expires_on,
    })
}

/// The passport of the partner in the address, as of today.
fn signed(visit: &Visit<'_>) -> Result<SignedPassport, Failure> {
    let partner = asked(visit)?;
    let who = visit.who()?;
    let approved_on = partner.standing.approved_on.ok_or(Failure::NotFound)?;
    if !can_be_given(&partner) {
        return Err(Failure::NotFound);
    }
    let (checks, signatures) = visit.read(|read| {
        let checks: Result<Vec<_>, Failure> = store::checks(read, &partner)?
            .into_iter()
            .map(|made| passed(read, made))
            .collect();
        let approval = store::approval(read, &partner)?.ok_or(Failure::NotFound)?;
        let role = |role: String, at| RoleSigned {
            role,
            signed_on: date_of(at),
        };
        let second = approval.second.map(|(_, at)| at);
        let second = second.map(|at| role(Role::Governance.key().to_owned(), at));
        let first = role(approval.signed_as, approval.signed_at);
        Ok((checks?, std::iter::once(first).chain(second).collect()))
    })?;
    let passport = Passport {
        format: FORMAT.to_owned(),
        version: VERSION,
        issued_by: Issuer {
            id: who.organisation_id,
            name: who.organisation.clone(),
        },
        issued_on: visit.today(),
        partner: About {
            kind: partner.kind.key().to_owned(),
            name: partner.name,
            purpose: partner.purpose,
        },
        checks,
        signatures,
        approved_on,
    };
    let key = visit.app.signing_key();
    sign(passport, key.map_err(anyhow::Error::from)?)
}

/// The partner's name as part of a file's name.
fn file_name(name: &str) -> String {
    let letters = name.to_lowercase();
    let words: Vec<String> = letters
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let name: String = words.join("-").chars().take(60).collect();
    format!("passport-{name}")
}

/// The passport as the file to send. On the same day, the same facts give the same bytes.
pub(crate) fn json(visit: &mut Visit<'_>) -> Answer {
    let signed = signed(visit)?;
    Ok(Reply::File {
        media_type: "application/json",
        file_name: format!("{}.json", file_name(&signed.passport.partner.name)),
        bytes: canonical(&signed)?,
    })
}

/// The name of a check, or what the file calls it.
pub(super) fn check_name(check: &PassedCheck) -> String {
    Check::from_key(&check.check)
        .map_or_else(|| check.check.clone(), |check| check.name().to_owned())
}

/// The name of a kind of partner, or what the file calls it.
pub(super) fn kind_name(key: &str) -> String {
    PartnerKind::from_key(key).map_or_else(|| key.to_owned(), |kind| kind.name().to_owned())
}

/// The name of the role somebody signed in, or what the file calls it.
pub(super) fn role_name(signed: &RoleSigned) -> String {
    let role = Role::ALL.into_iter().find(|role| role.key() == signed.role);
    role.map_or_else(|| signed.role.clone(), |role| role.name().to_owned())
}

/// Digits in groups of eight, to read aloud and so that a line can end between them.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 8 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// What shows a check, in words.
pub(super) fn shown_by(check: &PassedCheck) -> String {
    let mut words = Vec::new();
    words.extend((!check.note.is_empty()).then(|| check.note.clone()));
    if check.interest.is_some() {
        words.push("An interest was declared and is managed.".to_owned());
    }
    if let Some(shown) = &check.evidence {
        words.push(match &shown.sha256 {
            Some(sha256) => format!("Evidence: {} (SHA-256 {})", shown.title, grouped(sha256)),
            None => format!("Evidence: {}", shown.title),
        });
    }
    words.join("\n")
}

fn document(signed: &SignedPassport) -> Result<Document, Failure> {
    let passport = &signed.passport;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact("Partner", passport.partner.name.clone()),
        fact("Kind", kind_name(&passport.partner.kind)),
        fact("What we do together", passport.partner.purpose.clone()),
        fact("Date of approval", in_words(passport.approved_on)),
    ];
    facts.extend(passport.signatures.iter().map(|signed| {
        let words = format!("{}, {}", role_name(signed), in_words(signed.signed_on));
        fact("Signed for by", words)
    }));
    let rows = passport.checks.iter().map(|check| {
        vec![
            check_name(check),
            shown_by(check),
            in_words(check.made_on),
            in_words(check.expires_on),
        ]
    });
    let sha256 = hex(&Sha256::digest(canonical(signed)?));
    Ok(Document {
        title: "Partner passport".to_owned(),
        version: format!("Issued {}", in_words(passport.issued_on)),
        organisation: passport.issued_by.name.clone(),
        facts,
        blocks: vec![
            Block::heading(1, "The checks"),
            Block::Table {
                caption: format!("Checks of {}", passport.partner.name),
                headings: ["Check", "What shows it", "Date", "Holds until"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: rows.collect(),
                numbers: Vec::new(),
            },
            Block::heading(1, "The signed file"),
            Block::Facts {
                facts: vec![
                    fact("SHA-256 of the file", grouped(&sha256)),
                    fact("Key id", signed.key_id.clone()),
                    fact("Public key", grouped(&signed.public_key)),
                    fact("Signature", grouped(&signed.signature)),
                ],
            },
        ],
    })
}

/// The passport on paper, or as another kind of file, with what belongs to the file of the same day.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let format = visit.format()?;
    let signed = signed(visit)?;
    let name = file_name(&signed.passport.partner.name);
    Reply::document(
        &document(&signed)?,
        (format, signed.passport.issued_on),
        &name,
    )
}
