//! One field to type a code into. A slip in typing is told apart from a code that nothing here has.

use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::figure_codes::FigureCode;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "figure_passports/find.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
}

/// Said of a code that reads well and that nothing here has.
const UNKNOWN: &str = "No figure you may see has this code. It may be of another organisation’s document, or of a figure that is not printed as it is";

fn shown(visit: &Visit<'_>, form: &Form) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form,
    };
    Reply::form(&page, form)
}

/// The same page for a code that nothing here has.
pub(super) fn unknown(visit: &Visit<'_>, code: &FigureCode) -> Answer {
    let mut form = Form::new().with("code", code.to_string());
    form.refuse("code", UNKNOWN);
    shown(visit, &form)
}

/// The same page for what is no code.
pub(super) fn refused(visit: &Visit<'_>, typed: &str) -> Answer {
    let mut form = Form::new().with("code", typed);
    if let Err(refused) = FigureCode::read(typed) {
        form.refuse("code", refused);
    }
    shown(visit, &form)
}

/// The page; with a code in its address it leads on to the figure.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let is_typed = visit.query.value("typed") == "yes" || !visit.query.value("code").is_empty();
    if !is_typed {
        return shown(visit, &Form::new());
    }
    let typed = visit.query.value("code").to_owned();
    match FigureCode::read(&typed) {
        Ok(code) => Ok(Reply::See {
            path: format!("/passport/{}", code.key()),
            notice: None,
        }),
        Err(_) => refused(visit, &typed),
    }
}
