//! The part of a form in which evidence is given, the same wherever something is recorded: a photo or
//! file, something seen and not copied, or a link. All of it may be left empty.

use super::{Consent, Evidence, Proof};
use crate::failure::Failure;
use crate::visit::Visit;
use domain::evidence::{Days, DaysRefused};
use domain::ledger::Grade;
use jiff::civil::Date;
use pages::Choice;

/// The grades a person can give, for the form.
pub(crate) fn grades() -> Vec<Choice> {
    let hint = |grade: Grade| match grade {
        Grade::Unevidenced => "",
        Grade::SelfDeclared => "Our own register, photo or note",
        Grade::PartnerConfirmed => "A partner or employer confirms it",
        Grade::ThirdPartyRecord => "A record somebody else keeps, such as a certificate or payslip",
        Grade::IndependentlyChecked => "Somebody independent has checked it",
    };
    Grade::ALL
        .into_iter()
        .skip(1)
        .map(|grade| Choice::new(grade.number().to_string(), grade.name()).with_hint(hint(grade)))
        .collect()
}

/// What a photograph may show, for the form.
pub(crate) fn people_shown() -> Vec<Choice> {
    vec![
        Choice::new("nobody", "Nobody can be recognised in it"),
        Choice::new(
            "consented",
            "People can be recognised, and each of them has consented",
        ),
    ]
}

/// The consent of the people in a photograph; a photograph that does not say is refused.
fn consent(visit: &mut Visit<'_>, proof: &Proof, given_on: Date) -> Option<Consent> {
    let Proof::File { media_type, .. } = proof else {
        return None;
    };
    if !media_type.starts_with("image/") {
        return None;
    }
    let form = &mut visit.form;
    let shown = form.choice("people", "What the photo shows", &people_shown())?;
    if shown == "nobody" {
        return None;
    }
    let kept_where = form.required("consent_kept", "Where the consents are kept", 300)?;
    Some(Consent {
        kept_where,
        given_on,
        withdrawn_on: None,
    })
}

/// Of which days it speaks and when it runs out, as far as that was typed.
fn days(form: &mut pages::Form) -> Days {
    let typed = Days {
        from: form.optional_date("speaks_from", "The first day it speaks of"),
        to: form.optional_date("speaks_to", "The last day it speaks of"),
        expires_on: form.optional_date("runs_out_on", "The last day it may be relied on"),
    };
    match typed.checked() {
        Ok(days) => days,
        Err(refused) => {
            let field = match refused {
                DaysRefused::EndsBeforeItBegins => "speaks_to",
                DaysRefused::RunsOutBeforeItBegins => "runs_out_on",
            };
            form.refuse(field, refused);
            Days::default()
        }
    }
}

/// What was given: nothing, or one piece of evidence. A problem is noted in the form.
pub(crate) fn read(visit: &mut Visit<'_>, effective_on: Date) -> Result<Option<Evidence>, Failure> {
    let proof = match file(visit)? {
        Some(proof) => Some(proof),
        None => words(visit),
    };
    let Some(proof) = proof else { return Ok(None) };
    let typed = visit.form.value("grade").to_owned();
    let grade = if typed.is_empty() {
        Some(Grade::SelfDeclared)
    } else {
        typed
            .parse()
            .ok()
            .and_then(Grade::from_number)
            .filter(|grade| *grade > Grade::Unevidenced)
    };
    let Some(grade) = grade else {
        visit
            .form
            .refuse("grade", "Choose how strong the evidence is");
        return Ok(None);
    };
    let title = match &proof {
        Proof::File { name, .. } => name.clone(),
        Proof::Link { address } => address.clone(),
        Proof::Attestation { seen_what, .. } => seen_what.clone(),
    };
    let title = title.chars().take(200).collect();
    let consent = consent(visit, &proof, effective_on);
    let days = days(&mut visit.form);
    Ok(Some(Evidence {
        id: visit.new_id(),
        title,
        grade,
        effective_on: days.from.unwrap_or(effective_on),
        days,
        proof,
        consent,
    }))
}

fn file(visit: &mut Visit<'_>) -> Result<Option<Proof>, Failure> {
    let Some(upload) = visit.upload("file").cloned() else {
        return Ok(None);
    };
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    if upload.bytes == 0 {
        visit
            .form
            .refuse("file", "The file is empty: choose another");
        return Ok(None);
    }
    let head = visit.app.vault.head(upload.sha256).map_err(broken)?;
    let media_type = match vault::look_at(&upload.file_name, &head) {
        Ok(media_type) => media_type,
        Err(refused) => {
            visit.form.refuse("file", refused);
            return Ok(None);
        }
    };
    let name: String = upload
        .file_name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect();
    Ok(Some(Proof::File {
        name,
        media_type: media_type.to_owned(),
        sha256: upload.sha256,
        bytes: i64::try_from(upload.bytes).unwrap_or(i64::MAX),
    }))
}

fn words(visit: &mut Visit<'_>) -> Option<Proof> {
    let form = &mut visit.form;
    let is_given = |form: &pages::Form, field: &str| !form.value(field).trim().is_empty();
    if is_given(form, "seen_what") || is_given(form, "kept_where") {
        let seen_what = form.required("seen_what", "What you saw", 500);
        let kept_where = form.required("kept_where", "Where it is kept", 300);
        return Some(Proof::Attestation {
            seen_what: seen_what?,
            kept_where: kept_where?,
        });
    }
    if !is_given(form, "link") {
        return None;
    }
    let address = form.required("link", "The link", 500)?;
    if !(address.starts_with("https://") || address.starts_with("http://"))
        || address.contains(char::is_whitespace)
    {
        form.refuse("link", "Enter a link that begins with https://");
        return None;
    }
    Some(Proof::Link { address })
}
