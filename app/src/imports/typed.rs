//! Bringing a file by a command: checked, and accepted if that is asked, without a page.

use super::accept::{Wish, accept, accept_return};
use super::bring::{Brought, bring};
use super::check::{Checked, Ended, check};
use super::kinds::{Bringing, Kind};
use super::{Import, State, file, store};
use crate::app::App;
use crate::failure::Failure;
use crate::jobs::Job;
use crate::learners::{Look, Tally};
use crate::ledger::Context;
use database::{LogEntry, Scope};
use jiff::Timestamp;

/// The most refused or doubtful lines that are said one by one.
const MOST_SAID: usize = 20;

/// What is done with a file after its check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Acceptance {
    /// All of it, or nothing when a line is refused.
    Whole,
    /// All but the lines that are refused.
    WithoutRefused,
}

/// What a command asks for.
#[derive(Debug, Clone)]
pub(crate) struct Typed<'a> {
    pub(crate) kind: &'a str,
    pub(crate) file_name: String,
    pub(crate) stored: vault::Stored,
    /// The sheet of a workbook; none for the first with rows.
    pub(crate) sheet: Option<String>,
    /// None to check the file alone.
    pub(crate) acceptance: Option<Acceptance>,
}

/// The kinds of file by the words of a command.
pub(crate) fn kinds() -> Vec<&'static str> {
    Kind::ALL.map(Kind::key).to_vec()
}

/// Who does what with which file, and where it is said.
struct Doing<'a> {
    app: &'a App,
    scope: Scope,
    by: Bringing,
    import: Import,
    acceptance: Option<Acceptance>,
    say: &'a dyn Fn(&str),
}

/// Checks a file and accepts it if that is asked; says line by line what was found. The inner error
/// says why nothing was kept that should be.
pub(crate) fn typed(
    app: &App,
    (scope, context): (Scope, &Context),
    typed: Typed<'_>,
    say: &dyn Fn(&str),
) -> Result<Result<(), String>, Failure> {
    let brought = Brought {
        kind: Kind::from_key(typed.kind).ok_or(Failure::NotFound)?,
        file_name: typed.file_name,
        sha256: typed.stored.sha256,
        bytes: typed.stored.bytes,
        sheet: typed.sheet,
        was_kept: typed.stored.was_kept,
    };
    let import = match bring(app, scope, &brought, context.now)? {
        Ok(import) => import,
        Err((_, words)) => return Ok(Err(words)),
    };
    let doing = Doing {
        app,
        scope,
        by: Bringing {
            import_id: import.id,
            file_name: import.file_name.clone(),
            person_id: scope.person_id,
            context: *context,
        },
        import,
        acceptance: typed.acceptance,
        say,
    };
    let ended = doing.all();
    if ended.is_err() || typed.acceptance.is_none() {
        doing.drop()?;
    }
    Ok(ended)
}

impl Doing<'_> {
    fn all(&self) -> Result<(), String> {
        let missing: Vec<&str> = self.import.missing().collect();
        if !missing.is_empty() {
            return Err(format!(
                "These columns were not recognised: {}. Rename their headings, or bring the file by the page, which asks for them and remembers",
                missing.join(", ")
            ));
        }
        let began = self.app.clock.now();
        let job = Job::unwatched(began);
        let ended = match check(self.app, (self.scope, &self.by), &self.import, &job) {
            Ended::Checked(checked) => self.sheet(&checked, began, &job)?,
            Ended::Looked(look) => self.learner_return(&look, began, &job),
            ended @ (Ended::Done | Ended::Stopped | Ended::Refused(_)) => ended,
        };
        match ended {
            Ended::Refused(words) => Err(words),
            Ended::Done | Ended::Stopped | Ended::Checked(_) | Ended::Looked(_) => Ok(()),
        }
    }

    /// Says how long it took, and how many a second that is.
    fn pace(&self, what: &str, since: Timestamp, lines: i64) {
        let spent = self.app.clock.now().as_millisecond() - since.as_millisecond();
        let each_second = lines.saturating_mul(1_000).checked_div(spent).unwrap_or(0);
        let say = self.say;
        say(&format!("{what} in {spent} ms, {each_second} a second"));
    }

    /// Says which lines a person should look at.
    fn doubts(&self, checked: &Checked) {
        let (count, lines) = &checked.doubtful;
        if *count > 0 {
            let words = "lines whose words may not fit their measure";
            (self.say)(&format!("  {count} {words}"));
        }
        for line in lines.iter().take(MOST_SAID) {
            for doubt in &line.doubts {
                let (number, field, what) = (line.line, doubt.field, &doubt.what);
                (self.say)(&format!("  line {number}: {field}: {what}"));
            }
        }
    }

    fn sheet(&self, checked: &Checked, began: Timestamp, job: &Job) -> Result<Ended, String> {
        let (counts, say) = (checked.counts, self.say);
        let lines = counts.created + counts.changed + counts.skipped + counts.refused;
        self.pace(&format!("{lines} lines checked"), began, lines);
        if let Some(sheet) = &self.import.sheet {
            say(&format!("  Sheet: {sheet}"));
        }
        for note in &checked.notes {
            say(&format!("  {note}"));
        }
        say(&format!(
            "  {} new, {} changed, {} there already, {} refused",
            counts.created, counts.changed, counts.skipped, counts.refused
        ));
        for line in checked.refused.iter().take(MOST_SAID) {
            for wrong in &line.wrong {
                say(&format!(
                    "  line {}: {}: {}",
                    line.line, wrong.field, wrong.what
                ));
            }
        }
        self.doubts(checked);
        let Some(acceptance) = self.acceptance else {
            return Ok(Ended::Stopped);
        };
        if counts.refused > 0 && acceptance == Acceptance::Whole {
            return Err("Nothing is kept: mend the refused lines, or leave them out".to_owned());
        }
        let wish = Wish {
            leaves_out: (acceptance == Acceptance::WithoutRefused).then_some(()),
            evidence: None,
        };
        let began = self.app.clock.now();
        let ended = accept(self.app, (self.scope, &self.by), (&self.import, &wish), job);
        if matches!(ended, Ended::Done) {
            self.pace(&format!("{lines} lines accepted"), began, lines);
        }
        Ok(ended)
    }

    fn learner_return(&self, look: &Look, began: Timestamp, job: &Job) -> Ended {
        let learners = look.learners;
        self.pace(&format!("{learners} learners checked"), began, learners);
        let (added, changed, gone) = look.difference;
        (self.say)(&format!(
            "  Aims: {added} new, {changed} changed, {gone} gone"
        ));
        for (name, number) in &look.figures {
            (self.say)(&format!("  {name}: {number}"));
        }
        (self.say)(&format!("  Problems: {}", look.problems));
        if self.acceptance.is_none() {
            return Ended::Stopped;
        }
        let began = self.app.clock.now();
        let ended = accept_return(
            self.app,
            (self.scope, &self.by),
            (&self.import, look, Tally::NotAsked),
            job,
        );
        if matches!(ended, Ended::Done) {
            self.pace(&format!("{learners} learners accepted"), began, learners);
        }
        ended
    }

    /// Forgets what was not accepted.
    fn drop(&self) -> Result<(), Failure> {
        let now = self.by.context.now;
        let entry = LogEntry {
            at: now,
            action: "dropped file".to_owned(),
            record_kind: "import".to_owned(),
            record_id: self.import.id.to_string(),
            content: serde_json::json!({}),
        };
        self.app.database.write(self.scope, |mut write| {
            store::end(&mut write, self.import.id, (State::Dropped, now))?;
            Ok::<_, Failure>(write.commit(entry.clone(), ())?)
        })?;
        file::forget(self.app, self.scope, &self.import)
    }
}
