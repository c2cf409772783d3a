//! Taking in a passport that another organisation signed (A.1–A.5, P1.2d): everything it says is
//! shown before anything of it is kept. A passport makes no check by itself: one of our own records
//! each check and says that it relies on the passport.

use super::change::asked;
use super::passport_format::{MOST_BYTES, SignedPassport, Unreadable, read};
use super::passport_kept::View;
use super::{KeptPassport, Partner, store};
use crate::evidence::{self, Evidence, Proof};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use database::Id;
use domain::ledger::Grade;
use domain::partners::Stage;
use pages::{Form, Frame};
use std::io::Read as _;

#[derive(Template)]
#[template(path = "partners/passport.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    /// The passport that was chosen, before it is kept.
    chosen: Option<Chosen>,
}

/// A file that holds a passport.
struct Chosen {
    view: View,
    sha256: [u8; 32],
    file_name: String,
}

impl Chosen {
    fn sha256_text(&self) -> String {
        hex(&self.sha256)
    }
}

fn shown(visit: &Visit<'_>, partner: Partner, chosen: Option<Chosen>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        partner,
        chosen,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    shown(visit, partner, None)
}

/// The bytes of a file in the vault, as far as a passport may go.
pub(super) fn bytes_of(visit: &Visit<'_>, sha256: [u8; 32]) -> Result<Vec<u8>, Failure> {
    let file = match visit.app.vault.open_file(sha256) {
        Ok(file) => file,
        Err(vault::VaultFault::Missing) => return Err(Failure::NotFound),
        Err(fault @ (vault::VaultFault::Folder(..) | vault::VaultFault::TooLarge(_))) => {
            return Err(Failure::Broken(fault.into()));
        }
    };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok(bytes)
}

/// The passport of a file. What is wrong with it stands in the form.
fn passport(
    visit: &mut Visit<'_>,
    partner: &Partner,
    sha256: [u8; 32],
) -> Result<Option<SignedPassport>, Failure> {
    let own = visit.who()?.organisation_id;
    let is_signed_for = visit.read(|read| store::approval(read, partner))?.is_some();
    if partner.standing.stage != Stage::Checks || is_signed_for {
        let words = "The checks of this partner have not begun, or are over";
        visit.form.refuse("", words);
        return Ok(None);
    }
    match read(&bytes_of(visit, sha256)?) {
        Ok(signed) if signed.passport.issued_by.id == own => {
            let words = "This passport is our own: it shows nothing that we have not checked";
            visit.form.refuse("file", words);
            Ok(None)
        }
        Ok(signed) => Ok(Some(signed)),
        Err(unreadable) => {
            visit.form.refuse("file", unreadable);
            Ok(None)
        }
    }
}

/// Shows what the chosen file says.
pub(crate) fn look(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse("file", "Choose the passport");
        return shown(visit, partner, None);
    };
    if upload.bytes > MOST_BYTES {
        visit.form.refuse("file", Unreadable::TooLarge);
        return shown(visit, partner, None);
    }
    let Some(signed) = passport(visit, &partner, upload.sha256)? else {
        return shown(visit, partner, None);
    };
    let chosen = Chosen {
        view: View::of(visit, &partner, signed)?,
        sha256: upload.sha256,
        file_name: upload.file_name,
    };
    shown(visit, partner, Some(chosen))
}

/// The 32 bytes of 64 hexadecimal digits.
fn sha256_of(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits?;
    let bytes = pairs.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high.checked_mul(16)?.checked_add(*low)?).ok(),
        _ => None,
    });
    bytes.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

/// Keeps the passport that was shown, as evidence to rely on.
pub(crate) fn keep(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let sha256 = sha256_of(visit.form.value("sha256")).ok_or(Failure::NotFound)?;
    let Some(signed) = passport(visit, &partner, sha256)? else {
        return shown(visit, partner, None);
    };
    let evidence = evidence_of(visit, &signed, sha256)?;
    let kept = KeptPassport {
        id: visit.new_id(),
        evidence_id: evidence.id,
        public_key: signed.public_key,
        issuer: signed.passport.issued_by.name,
        issued_on: signed.passport.issued_on,
        kept_at: visit.now,
    };
    write(visit, (partner.id, &kept), &evidence)?;
    Reply::see(
        format!("/partners/{}/passports/{}", partner.id, kept.id),
        "The passport is kept. Each check is still ours to record: it can now rely on the passport.",
    )
}

fn evidence_of(
    visit: &Visit<'_>,
    signed: &SignedPassport,
    sha256: [u8; 32],
) -> Result<Evidence, Failure> {
    let issuer = &signed.passport.issued_by.name;
    let bytes = bytes_of(visit, sha256)?.len();
    let name: String = visit
        .form
        .value("file_name")
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect();
    Ok(Evidence {
        consent: None,
        id: visit.new_id(),
        title: format!("Partner passport from {issuer}")
            .chars()
            .take(200)
            .collect(),
        grade: Grade::ThirdPartyRecord,
        effective_on: signed.passport.issued_on,
        days: domain::evidence::Days::default(),
        proof: Proof::File {
            name: if name.is_empty() {
                "passport.json".to_owned()
            } else {
                name
            },
            media_type: "application/json".to_owned(),
            sha256,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        },
    })
}

fn write(
    visit: &Visit<'_>,
    (partner_id, kept): (Id, &KeptPassport),
    evidence: &Evidence,
) -> Result<(), Failure> {
    let entry = visit.entry(
        "kept partner passport",
        "partner",
        partner_id,
        serde_json::json!({ "issuer": kept.issuer, "public_key": kept.public_key,
            "issued_on": kept.issued_on.to_string() }),
    );
    visit.write(|mut write| {
        evidence::add(&mut write, evidence, visit.now)?;
        store::passport_add(&mut write, partner_id, kept)?;
        Ok(write.commit(entry.clone(), ())?)
    })
}
