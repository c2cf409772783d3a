//! One kind of record: its class, what goes with it, and the records that may go today. Whoever may not see
//! holds sees no sign of them: what is held simply does not stand in the list.

use super::looking::{Found, MOST, Rules, look};
use super::{Dated, Disposal, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::monitoring::sha256_of;
use domain::people::Action;
use domain::retention::{Class, Due, Goes, RecordKind};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

struct Line {
    name: String,
    happened: String,
    from: String,
    by: String,
    href: String,
}

#[derive(Template)]
#[template(path = "retention/kind.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    kind: RecordKind,
    class: Class,
    stays: Option<&'static str>,
    lines: Vec<Line>,
    /// Held, for those who may see it.
    held: Vec<Line>,
    /// In words; empty when nothing waits.
    waiting: String,
    list: String,
    most: i64,
    classes: Vec<Choice>,
    can_manage: Option<()>,
    can_ask: Option<()>,
}

fn kind(visit: &Visit<'_>) -> Result<RecordKind, Failure> {
    RecordKind::from_key(visit.parameter("kind")?).ok_or(Failure::NotFound)
}

/// Where a record is seen.
pub(super) fn href(kind: RecordKind, id: Id) -> String {
    match kind {
        RecordKind::LearnerReturn => format!("/learners/{id}"),
        RecordKind::FollowUp => format!("/follow-ups/{id}"),
        RecordKind::SessionRegister => format!("/sessions/{id}"),
        RecordKind::QuestionnaireRound => format!("/questionnaires/{id}"),
        RecordKind::FeedbackAnswer => format!("/feedback/answers/{id}"),
        RecordKind::EvidenceFile => format!("/evidence/{id}"),
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => String::new(),
    }
}

fn line(visit: &Visit<'_>, dated: &Dated) -> Line {
    let day = |on: Date| in_words(on);
    let (from, by) = match dated.due {
        Due::Known {
            dispose_from,
            dispose_by,
            ..
        } => (day(dispose_from), day(dispose_by)),
        Due::NotYetKnown => (String::new(), String::new()),
    };
    let subject = &dated.record.subject;
    let id = subject.id.simple().to_string();
    Line {
        name: id.chars().skip(20).collect(),
        happened: dated.record.event.happened_on.map(day).unwrap_or_default(),
        from,
        by,
        href: if visit.may(Action::SeePractice) {
            href(subject.kind, subject.id)
        } else {
            String::new()
        },
    }
}

fn list_sha256(list: &[(Id, Date)]) -> [u8; 32] {
    let lines: String = list
        .iter()
        .map(|(id, from)| format!("{id} {from}\n"))
        .collect();
    sha256_of(lines.as_bytes())
}

fn waiting(found: &Found) -> String {
    match found.waiting {
        0 => String::new(),
        1 => "1 more is old enough by its own class and waits for its contract.".to_owned(),
        many => {
            format!("{many} more are old enough by their own class and wait for their contract.")
        }
    }
}

fn shown(visit: &Visit<'_>, kind: RecordKind) -> Answer {
    let (rules, found) = visit.read(|read| {
        let rules = Rules::read(read)?;
        let found = look(read, (kind, visit.today()), &rules)?;
        Ok((rules, found))
    })?;
    let list = store::disposals::listed(&found.free);
    let held = if visit.may(Action::SeeHolds) {
        found.held.iter().map(|dated| line(visit, dated)).collect()
    } else {
        Vec::new()
    };
    let choice = |class: &Class| {
        Choice::new(class.key.clone(), class.name.clone()).with_hint(class.in_words())
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        kind,
        class: rules.class(kind),
        stays: match kind.goes() {
            Goes::Stays(why) => Some(why),
            Goes::ByDisposal => None,
        },
        lines: found.free.iter().map(|dated| line(visit, dated)).collect(),
        held,
        waiting: waiting(&found),
        list: hex(&list_sha256(&list)),
        most: MOST,
        classes: rules.classes.values().map(choice).collect(),
        can_manage: visit.may(Action::ManageRetention).then_some(()),
        can_ask: visit.may(Action::Dispose).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let kind = kind(visit)?;
    let class = visit.read(|read| Ok(Rules::read(read)?.class(kind)))?;
    visit.form = Form::new().with("class", &class.key);
    shown(visit, kind)
}

/// Gives the kind another class.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let kind = kind(visit)?;
    let classes = visit.read(store::classes)?;
    let Some(class) = classes.get(visit.form.value("class")) else {
        visit
            .form
            .refuse("class", "Choose how long these records are kept");
        return shown(visit, kind);
    };
    let said = serde_json::json!({ "class": class.key });
    let entry = visit.entry("set class of records", "kind of record", kind.key(), said);
    visit.write(|mut write| {
        store::class_keep(&mut write, class, visit.now)?;
        store::rule_keep(&mut write, (kind, &class.key), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/retention/kinds/{}", kind.key()),
        "These records have the class from now on.",
    )
}

/// Asks for the disposal of the list that was shown.
pub(crate) fn ask(visit: &mut Visit<'_>) -> Answer {
    let kind = kind(visit)?;
    let reason = visit.form.required("reason", "Why they go now", 500);
    let rules_and_found = visit.read(|read| {
        let rules = Rules::read(read)?;
        look(read, (kind, visit.today()), &rules)
    })?;
    let list = store::disposals::listed(&rules_and_found.free);
    let list_sha256 = list_sha256(&list);
    if list.is_empty() {
        visit.form.refuse("", "Nothing of this kind may go today");
    } else if hex(&list_sha256) != visit.form.value("list") {
        visit.form.refuse(
            "",
            "The list has changed since it was shown: look at it again",
        );
    }
    let (Some(reason), false) = (reason, visit.form.is_refused()) else {
        return shown(visit, kind);
    };
    let disposal = Disposal {
        id: visit.new_id(),
        kind,
        reason,
        records: i64::try_from(list.len()).unwrap_or(i64::MAX),
        list_sha256,
        asked: (visit.now, visit.who()?.person_id),
        agreed: None,
        withdrawn: None,
        gone_at: None,
        bag: None,
    };
    let said = serde_json::json!({ "record_kind": kind.key(), "records": disposal.records,
        "list_sha256": hex(&list_sha256), "reason": disposal.reason });
    let entry = visit.entry("asked for disposal", "disposal", disposal.id, said);
    visit.write(|mut write| {
        store::disposals::ask(&mut write, &disposal, &list)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/retention/disposals/{}", disposal.id),
        "It is asked for. Nothing goes until somebody else has looked at the list and agreed.",
    )
}
