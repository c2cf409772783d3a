//! Looking at a kept passport again at any time: its signature, which of its checks have expired
//! since, and whether its key is known.

use super::change::asked;
use super::passport::{check_name, kind_name, role_name, shown_by};
use super::passport_format::{PassedCheck, SignedPassport, read};
use super::passport_import::bytes_of;
use super::store::{self, KnownKey};
use super::{KeptPassport, Partner};
use crate::app::date_of;
use crate::evidence::{self, Proof};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::partners::Check;
use jiff::civil::Date;
use pages::Frame;

#[derive(Template)]
#[template(path = "partners/passport_kept.html")]
struct Page {
    frame: Frame,
    partner: Partner,
    kept: KeptPassport,
    /// What it says, or why it cannot be relied on any more.
    found: Result<View, String>,
    today: Date,
}

impl Page {
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "a page calls it, with what it holds"
    )]
    fn day(&self, date: &Date) -> String {
        in_words(*date)
    }
}

/// What a passport whose signature holds says, and what to mind.
pub(super) struct View {
    pub(super) signed: SignedPassport,
    pub(super) warnings: Vec<String>,
    today: Date,
}

impl View {
    /// What it says of a partner, seen today.
    pub(super) fn of(
        visit: &Visit<'_>,
        partner: &Partner,
        signed: SignedPassport,
    ) -> Result<Self, Failure> {
        let known = visit.read(|read| store::known_key(read, &signed.public_key))?;
        let today = visit.today();
        let mut warnings = about_facts(&signed, &partner.name, today);
        warnings.extend(about_key(&signed, known.as_ref()));
        Ok(Self {
            signed,
            warnings,
            today,
        })
    }

    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "a page calls it, with what it holds"
    )]
    pub(super) fn day(&self, date: &Date) -> String {
        in_words(*date)
    }

    pub(super) fn kind(&self) -> String {
        kind_name(&self.signed.passport.partner.kind)
    }

    pub(super) fn signatures(&self) -> Vec<String> {
        let words = |signed| format!("{}, {}", role_name(signed), in_words(signed.signed_on));
        self.signed.passport.signatures.iter().map(words).collect()
    }

    /// A check's name, what shows it, and whether it holds, with the colour of its tag.
    pub(super) fn rows(&self) -> Vec<(String, String, (&'static str, &'static str), &PassedCheck)> {
        let checks = self.signed.passport.checks.iter();
        let row = |check| {
            let state = if is_expired(check, self.today) {
                ("Expired", "red")
            } else {
                ("In date", "green")
            };
            (check_name(check), shown_by(check), state, check)
        };
        checks.map(row).collect()
    }
}

fn is_expired(check: &PassedCheck, today: Date) -> bool {
    check.expires_on < today
}

fn about_key(signed: &SignedPassport, known: Option<&KnownKey>) -> Option<String> {
    let issuer = &signed.passport.issued_by.name;
    match known {
        None => Some(format!(
            "This key is met here for the first time. Anybody can write a passport in the name of {issuer}: telephone them on a number you already have before you rely on it."
        )),
        Some(known) if known.issuer != *issuer => Some(format!(
            "This key was met on {} in the name of {}, and now signs in the name of {issuer}. Ask both.",
            in_words(date_of(known.first_met_at)),
            known.issuer
        )),
        Some(_) => None,
    }
}

fn about_facts(signed: &SignedPassport, name: &str, today: Date) -> Vec<String> {
    let passport = &signed.passport;
    let mut warnings = Vec::new();
    if passport.partner.name.to_lowercase() != name.to_lowercase() {
        warnings.push(format!(
            "The passport speaks of {}; this partner is {name}.",
            passport.partner.name
        ));
    }
    if passport.issued_on > today {
        warnings.push("The passport is dated in the future.".to_owned());
    }
    for check in Check::ALL {
        let mut checks = passport.checks.iter();
        match checks.find(|passed| passed.check == check.key()) {
            None => warnings.push(format!("It says nothing of this check: {}.", check.name())),
            Some(passed) if is_expired(passed, today) => warnings.push(format!(
                "Expired on {}: {}.",
                in_words(passed.expires_on),
                check.name()
            )),
            Some(_) => {}
        }
    }
    warnings
}

/// The page: everything is looked at anew each time.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let id = visit.id("passport")?;
    let (kept, file) = visit.read(|read| {
        let kept = store::passports(read, partner.id)?;
        let kept = kept.into_iter().find(|passport| passport.id == id);
        let kept = kept.ok_or(Failure::NotFound)?;
        let file = evidence::find(read, kept.evidence_id)?;
        Ok((kept, file))
    })?;
    let Some(Proof::File { sha256, .. }) = file.map(|(evidence, ..)| evidence.proof) else {
        return Err(Failure::NotFound);
    };
    let found = match bytes_of(visit, sha256) {
        Ok(bytes) => read(&bytes).map_err(|unreadable| unreadable.to_string()),
        Err(Failure::NotFound) => Err("Its file is not there any more.".to_owned()),
        Err(failure) => return Err(failure),
    };
    let found = match found {
        Ok(signed) if signed.public_key != kept.public_key => {
            Err("Its file is signed with another key than when it was kept.".to_owned())
        }
        Ok(signed) => Ok(View::of(visit, &partner, signed)?),
        Err(words) => Err(words),
    };
    Reply::page(&Page {
        frame: visit.frame(),
        today: visit.today(),
        partner,
        kept,
        found,
    })
}
