//! One theme: its measures, and whether another document addresses it (P1.1e). A theme that is
//! addressed elsewhere can still be recorded here; reports say where it is addressed.

use super::{Elsewhere, Measure, Theme, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Action;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "framework/theme.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    theme: Theme,
    edition: String,
    elsewhere: Option<Elsewhere>,
    measures: Vec<Measure>,
    can_mark: Option<()>,
}

/// The theme of the address, with its mark if it has one.
fn see(visit: &Visit<'_>) -> Result<(Theme, Option<Elsewhere>), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let mut themes = store::themes(read)?.into_iter();
        let theme = themes.find(|theme| theme.id == id);
        let mark = store::elsewhere(read)?.remove(&id);
        Ok((theme.ok_or(Failure::NotFound)?, mark))
    })
}

fn shown(visit: &Visit<'_>, theme: Theme, elsewhere: Option<Elsewhere>) -> Answer {
    let (editions, mut measures) =
        visit.read(|read| Ok((store::editions(read)?, store::measures(read)?)))?;
    measures.retain(|measure| measure.theme_id == theme.id);
    let mut editions = editions.iter();
    let edition = editions.find(|edition| edition.id == theme.edition_id);
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        edition: edition
            .map(|edition| format!("{} {}", edition.title, edition.edition))
            .unwrap_or_default(),
        theme,
        elsewhere,
        measures,
        can_mark: visit.may(Action::ManageObjectives).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (theme, elsewhere) = see(visit)?;
    if let Some(mark) = &elsewhere {
        visit.form = Form::new()
            .with("document", &mark.document)
            .with("kept_where", &mark.kept_where);
    }
    shown(visit, theme, elsewhere)
}

/// Marks it as addressed elsewhere.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (theme, before) = see(visit)?;
    let document = visit.form.required("document", "Name of the document", 200);
    let kept_where = visit.form.required("kept_where", "Where it is kept", 300);
    let (Some(document), Some(kept_where)) = (document, kept_where) else {
        return shown(visit, theme, before);
    };
    let mark = Elsewhere {
        document,
        kept_where,
    };
    let said = serde_json::json!({ "document": mark.document, "kept_where": mark.kept_where });
    let entry = visit.entry(
        "marked theme as addressed elsewhere",
        "theme",
        theme.id,
        said,
    );
    visit.write(|mut write| {
        store::elsewhere_set(&mut write, theme.id, &mark, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/themes/{}", theme.id),
        "The theme says where it is addressed. Everything can still be recorded here.",
    )
}

/// Takes the mark off.
pub(crate) fn remove(visit: &mut Visit<'_>) -> Answer {
    let (theme, before) = see(visit)?;
    if before.is_none() {
        return Err(Failure::Changed("This mark has been removed already."));
    }
    let said = serde_json::json!({});
    let entry = visit.entry("removed mark of theme", "theme", theme.id, said);
    visit.write(|mut write| {
        store::elsewhere_remove(&mut write, theme.id)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/themes/{}", theme.id),
        "The theme no longer says that it is addressed elsewhere.",
    )
}
