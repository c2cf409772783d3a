//! Activities and sessions from the lines of a sheet: each line fills in the form a person would, so
//! that the same rules refuse the same things in the same words.

use super::record::Recording;
use super::{Activity, Session, care, correct, new, posting, record, store};
use crate::app::new_id;
use crate::failure::Failure;
use crate::ledger::{self, Context};
use crate::organisation;
use database::{Id, Read, Write};
use domain::activities::Starter;
use domain::ledger::{Counting, Grade, PostRefused};
use jiff::civil::Date;
use pages::{Choice, Form};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Why a line is refused: the form's field and the words.
pub(crate) type Refusals = Vec<(String, String)>;

fn refusals(form: &Form) -> Refusals {
    let problems = form.problems().iter();
    problems
        .map(|problem| (problem.field.clone(), problem.message.clone()))
        .collect()
}

/// What a line says of a session; what is empty is as usual.
#[derive(Debug, Clone, Default)]
pub(crate) struct SessionLine<'a> {
    pub(crate) activity: &'a str,
    pub(crate) held_on: Option<Date>,
    pub(crate) minutes: &'a str,
    pub(crate) attendees: &'a str,
    pub(crate) area_code: Option<String>,
    pub(crate) note: &'a str,
    pub(crate) supervisor: &'a str,
    pub(crate) supervisors: &'a str,
    pub(crate) consent: Option<()>,
}

/// What sessions of a sheet are read against.
pub(crate) struct Sessions {
    context: Context,
    by: Option<Id>,
    areas: Vec<Choice>,
    activities: BTreeMap<String, Activity>,
    known: BTreeMap<Id, care::Known>,
}

impl Sessions {
    /// Looks up the activities.
    pub(crate) fn begin(
        read: &mut Read<'_>,
        (by, context): (Option<Id>, Context),
    ) -> Result<Self, Failure> {
        let areas = organisation::areas(read)?.into_iter();
        let activities = store::all(read)?.into_iter();
        Ok(Self {
            context,
            by,
            areas: areas
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
            activities: activities
                .map(|activity| (activity.title.to_lowercase(), activity))
                .collect(),
            known: BTreeMap::new(),
        })
    }

    fn form(line: &SessionLine<'_>, activity: &Activity, known: &care::Known) -> Form {
        let usual = activity.usual_minutes.to_string();
        let or = |cell: &str, usual: &str| if cell.is_empty() { usual } else { cell }.to_owned();
        let area = line.area_code.as_deref().unwrap_or(&activity.area_code);
        let mut form = care::filled_in(Form::new(), known)
            .with("minutes", or(line.minutes, &usual))
            .with("attendees", line.attendees)
            .with("walk_ins", line.attendees)
            .with("area", area)
            .with("note", line.note);
        if let Some(day) = line.held_on {
            form = form.with_date("held_on", day);
        }
        for (field, cell) in [
            ("supervisor", line.supervisor),
            ("supervisors", line.supervisors),
        ] {
            if !cell.is_empty() {
                form = form.with(field, cell);
            }
        }
        match line.consent {
            Some(()) => form.with("consent", "yes"),
            None => form,
        }
    }

    /// The session of a line with its activity, or everything that is wrong with it.
    pub(crate) fn read(
        &mut self,
        read: &mut Read<'_>,
        line: &SessionLine<'_>,
    ) -> Result<Result<(Activity, Session), Refusals>, Failure> {
        let refuse = |words: String| Ok(Err(vec![("activity".to_owned(), words)]));
        let Some(activity) = self.activities.get(&line.activity.to_lowercase()).cloned() else {
            return refuse("There is no activity with this title".to_owned());
        };
        if let Err(not_live) = activity.state().may_record() {
            return refuse(not_live.words().to_owned());
        }
        let known = match self.known.entry(activity.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(care::known_of(read, &activity)?),
        };
        let mut form = Self::form(line, &activity, known);
        let at = Recording {
            fresh_id: new_id(),
            today: self.context.today,
            now: self.context.now,
            by: self.by,
        };
        let session = record::read_form(&mut form, &at, &activity, (&self.areas, known));
        if let Some(day) = line.held_on
            && day > self.context.today
        {
            form.refuse("held_on", "The date must be today or in the past");
        }
        Ok(match session {
            Some(session) if !form.is_refused() => Ok((activity, session)),
            Some(_) | None => Err(refusals(&form)),
        })
    }

    /// Whether the very same session was recorded before.
    pub(crate) fn is_known(read: &mut Read<'_>, session: &Session) -> Result<Option<()>, Failure> {
        store::same_session(read, session)
    }

    /// Records it, with a piece of evidence that is added already.
    pub(crate) fn record(
        write: &mut Write<'_>,
        (activity, session): (&Activity, &Session),
        (evidence, context): (Option<(Id, Grade)>, &Context),
    ) -> Result<(), Failure> {
        store::session_add(write, session)?;
        store::planned_held(write, (activity.id, session.id), (None, session.held_on))?;
        for feed in &activity.feeds {
            let new = posting::entry(new_id(), (activity, session), *feed, context);
            if new.quantity.0 == 0 {
                continue;
            }
            match ledger::post(write, &new, context)? {
                Ok(_) => {}
                Err(PostRefused::Measure(_)) => continue,
                Err(refused) => return Err(Failure::Rule(refused.to_string())),
            }
            if let Some(evidence) = evidence {
                ledger::attach(write, new.id, evidence, context)?
                    .map_err(|refused| Failure::Rule(refused.to_string()))?;
            }
        }
        Ok(())
    }
}

/// Takes a session back: its entries are reversed, and a session of nobody stands in its place. A
/// session that was corrected since stays as it was corrected. None when there was nothing to do.
pub(crate) fn take_back(
    write: &mut Write<'_>,
    session_id: Id,
    (by, context): (Option<Id>, &Context),
    reason: &str,
) -> Result<Option<()>, Failure> {
    let session = store::session(&mut write.read(), session_id)?.ok_or(Failure::NotFound)?;
    if session.replaced_by.is_some() {
        return Ok(None);
    }
    let entries = ledger::entries_of_session(&mut write.read(), session_id)?;
    let ids: Vec<Id> = entries.iter().map(|_| new_id()).collect();
    correct::reverse(write, (&entries, &ids), reason, context)?;
    let nothing = Session {
        id: new_id(),
        minutes: 0,
        attendees: 0,
        came: Vec::new(),
        note: reason.to_owned(),
        replaces_id: Some(session_id),
        recorded_at: context.now,
        recorded_by: by,
        ..session
    };
    store::session_add(write, &nothing)?;
    Ok(Some(()))
}

/// What a line says of an activity to begin with.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActivityLine<'a> {
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) audience: &'a str,
    pub(crate) area_code: Option<String>,
    pub(crate) partner: &'a str,
    pub(crate) measure_id: Option<Id>,
    pub(crate) counting: &'a str,
    pub(crate) minutes: &'a str,
    pub(crate) starts_on: Option<Date>,
    pub(crate) ends_on: Option<Date>,
}

/// What activities of a sheet are read against.
pub(crate) struct Activities {
    today: Date,
    choices: new::Choices,
    /// Titles that are taken, in lower case.
    titles: BTreeSet<String>,
}

/// The key of a choice whose words or key a cell says; the cell itself when none does, so that the
/// form refuses it.
fn key_of(cell: &str, options: &[Choice]) -> String {
    let cell_is = |text: &str| text.eq_ignore_ascii_case(cell);
    let found = options
        .iter()
        .find(|option| cell_is(&option.value) || cell_is(&option.text));
    found.map_or_else(|| cell.to_owned(), |option| option.value.clone())
}

impl Activities {
    /// Looks up what can be chosen.
    pub(crate) fn begin(read: &mut Read<'_>, today: Date) -> Result<Self, Failure> {
        let titles = store::all(read)?.into_iter();
        Ok(Self {
            today,
            choices: new::choices_of(read)?,
            titles: titles
                .map(|activity| activity.title.to_lowercase())
                .collect(),
        })
    }

    /// The activity of a line; none when one of this title is there already; or everything that is
    /// wrong with it.
    pub(crate) fn read(&mut self, line: &ActivityLine<'_>) -> Result<Option<Activity>, Refusals> {
        let starter = Starter::from_key(&line.title.to_lowercase());
        let counting = if line.counting.is_empty() {
            Counting::Attendees.key().to_owned()
        } else {
            key_of(line.counting, &self.choices.countings)
        };
        let minutes = if line.minutes.is_empty() {
            "60"
        } else {
            line.minutes
        };
        let mut form = Form::new()
            .with("title", line.title)
            .with("description", line.description)
            .with("audience", key_of(line.audience, &self.choices.audiences))
            .with("area", line.area_code.as_deref().unwrap_or_default())
            .with("minutes", minutes)
            .with("additional", "complementary")
            // A difference from a measure is said on the activity's page; a sheet is not asked twice.
            .with("differs", "yes")
            .with("catalogue", starter.map_or("", |line| line.key));
        if let Some(measure) = line.measure_id {
            form = form
                .with("measure_1", measure.to_string())
                .with("counting_1", counting);
        }
        if !line.partner.is_empty() {
            form = form.with("partner", key_of(line.partner, &self.choices.partners));
        }
        for (field, day) in [("starts_on", line.starts_on), ("ends_on", line.ends_on)] {
            if let Some(day) = day {
                form = form.with_date(field, day);
            }
        }
        let activity = new::read_form(&mut form, (new_id(), self.today), &self.choices);
        match activity {
            Some(activity) if !form.is_refused() => {
                let is_new = self.titles.insert(activity.title.to_lowercase());
                Ok(is_new.then_some(activity))
            }
            Some(_) | None => Err(refusals(&form)),
        }
    }

    /// Starts it as a draft.
    pub(crate) fn start(
        write: &mut Write<'_>,
        activity: &Activity,
        at: jiff::Timestamp,
    ) -> Result<(), Failure> {
        store::add(write, activity, at)
    }
}
