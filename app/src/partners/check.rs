//! Recording one of the four checks of Appendix A, with what shows it and until when it holds
//! (A.1–A.4). A declared conflict says how and by whom it is managed.

use super::approving::record_check;
use super::change::asked;
use super::{Interest, KeptPassport, MadeCheck, Partner, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{evidence, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::partners::{Check, Stage};
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "partners/check.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    check: Check,
    grades: Vec<Choice>,
    persons: Vec<Choice>,
    conflicts: Vec<Choice>,
    /// The passports it can rely on, by the key of their evidence.
    passports: Vec<Choice>,
}

impl Page<'_> {
    /// What the check asks, in the words of the page.
    fn asks(&self) -> &'static str {
        match self.check {
            Check::Safeguarding => {
                "Its safeguarding policy, the checks of people who meet learners, and whom to tell of a worry."
            }
            Check::Quality => {
                "How good its work is and what others say of it: inspections, references, its own reports."
            }
            Check::Conflict => {
                "Whether anybody here has a personal or family interest in the partner. Saying that there is none is an answer too."
            }
            Check::Benefit => "What learners gain from it, and what shows that.",
        }
    }
}

fn conflicts() -> Vec<Choice> {
    vec![
        Choice::new("none", "Nobody has an interest"),
        Choice::new("declared", "Somebody has declared an interest"),
    ]
}

fn persons(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let names = visit.read(people::names)?;
    Ok(names
        .into_iter()
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect())
}

fn passports(visit: &Visit<'_>, partner: &Partner) -> Result<Vec<Choice>, Failure> {
    let kept = visit.read(|read| store::passports(read, partner.id))?;
    let choice = |passport: KeptPassport| {
        let issued_on = in_words(passport.issued_on);
        let words = format!("From {}, issued {issued_on}", passport.issuer);
        Choice::new(passport.evidence_id.to_string(), words)
    };
    Ok(kept.into_iter().map(choice).collect())
}

/// What shows the check: a passport that is kept already, or evidence that is given now.
fn proof(
    visit: &mut Visit<'_>,
    partner: &Partner,
    on: Date,
) -> Result<(Option<Id>, Option<evidence::Evidence>), Failure> {
    let passports = passports(visit, partner)?;
    let relied = visit
        .form
        .optional_choice("passport", "which passport it relies on", &passports);
    let relied = relied.and_then(|key| Id::parse_str(&key).ok());
    let given = evidence::read(visit, on)?;
    if relied.is_some() && given.is_some() {
        visit.form.refuse(
            "passport",
            "Rely on the passport or give other evidence, not both",
        );
    }
    let id = given.as_ref().map(|evidence| evidence.id).or(relied);
    Ok((id, given))
}

fn check(visit: &Visit<'_>) -> Result<Check, Failure> {
    Check::from_key(visit.parameter("check")?).ok_or(Failure::NotFound)
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        check: check(visit)?,
        passports: passports(visit, &partner)?,
        partner,
        grades: evidence::grades(),
        persons: persons(visit)?,
        conflicts: conflicts(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let in_a_year = visit.today().saturating_add(1.year());
    visit.form = Form::new()
        .with_date("made_on", visit.today())
        .with_date("expires_on", in_a_year)
        .with("grade", "1");
    shown(visit, partner)
}

/// What was declared; nothing when there is no conflict. Problems stand in the form.
fn interest(visit: &mut Visit<'_>) -> Result<Option<Interest>, Failure> {
    let persons = persons(visit)?;
    let form = &mut visit.form;
    let declared = form.choice("conflict", "whether there is an interest", &conflicts());
    if declared.as_deref() != Some("declared") {
        return Ok(None);
    }
    let what = form.required("interest", "What the interest is", 500);
    let interested = form.optional_choice("interested", "Whose interest it is", &persons);
    let managed_how = form.required("managed_how", "How it is managed", 500);
    let managed_by = form.choice("managed_by", "who manages it", &persons);
    if interested.is_some() && interested == managed_by {
        form.refuse(
            "managed_by",
            "Somebody else manages it: not the person with the interest",
        );
    }
    let id = |key: String| Id::parse_str(&key).ok();
    let (Some(what), Some(managed_how), Some(managed_by)) =
        (what, managed_how, managed_by.and_then(id))
    else {
        return Ok(None);
    };
    Ok(Some(Interest {
        what,
        interested_id: interested.and_then(id),
        managed_how,
        managed_by,
    }))
}

fn dates(visit: &mut Visit<'_>) -> Option<(Date, Date)> {
    let today = visit.today();
    let made_on = visit.form.date("made_on", "Date of the check");
    let expires_on = visit.form.date("expires_on", "Holds until");
    let (made_on, expires_on) = (made_on?, expires_on?);
    if made_on > today {
        visit
            .form
            .refuse("made_on", "The date of the check must not be in the future");
    }
    if expires_on < made_on {
        visit
            .form
            .refuse("expires_on", "A check holds at least until its own date");
    }
    Some((made_on, expires_on))
}

/// Records it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let check = check(visit)?;
    if partner.standing.stage != Stage::Checks {
        visit
            .form
            .refuse("", "The checks of this partner have not begun, or are over");
    }
    let interest = match check {
        Check::Conflict => interest(visit)?,
        Check::Safeguarding | Check::Quality | Check::Benefit => None,
    };
    let note = visit.form.optional("note", "Note", 1_000);
    let dates = dates(visit);
    let on = dates.map_or(visit.today(), |(made_on, _)| made_on);
    let (evidence_id, evidence) = proof(visit, &partner, on)?;
    if evidence_id.is_none() && note.is_none() && !visit.form.is_refused() {
        visit.form.refuse(
            "note",
            "Say what shows it: a note, a file, something seen, or a link",
        );
    }
    let (Some((made_on, expires_on)), false) = (dates, visit.form.is_refused()) else {
        return shown(visit, partner);
    };
    let made = MadeCheck {
        id: visit.new_id(),
        check,
        note: note.unwrap_or_default(),
        evidence_id,
        interest,
        made_on,
        expires_on,
        recorded_at: visit.now,
        recorded_by: visit.scope()?.person_id,
    };
    keep(visit, (&partner, &made), evidence.as_ref())
}

fn keep(
    visit: &Visit<'_>,
    (partner, made): (&Partner, &MadeCheck),
    evidence: Option<&evidence::Evidence>,
) -> Answer {
    let entry = visit.entry(
        "recorded partner check",
        "partner",
        partner.id,
        serde_json::json!({ "check": made.check.key(), "expires_on": made.expires_on.to_string(),
            "declared": made.interest.is_some() }),
    );
    visit.write(|mut write| {
        if let Some(evidence) = evidence {
            evidence::add(&mut write, evidence, visit.now)?;
        }
        record_check(&mut write, partner.id, made)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/partners/{}", partner.id),
        format!("{} is recorded.", made.check.name()),
    )
}
