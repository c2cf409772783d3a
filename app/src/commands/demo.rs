//! `commonweal demo`: lays the worked example into an empty database, and serves it.

use super::Places;
use super::serve::{Serve, say};
use crate::demo;

/// Lays the example if there is nothing yet, prints a link for each role, and serves.
pub(crate) fn run(serve: &Serve, places: &Places) -> anyhow::Result<()> {
    let app = serve.open(places)?;
    let now = app.clock.now();
    if demo::is_empty(&app)?.is_some() {
        say("Laying the worked example: Mersey Learning Works, an invented training provider.");
        demo::lay(&app, now, &|line| say(&format!("  {line}")))?;
    }
    let links = demo::links(&app, now)?;
    if links.is_empty() {
        say("This database holds an organisation of yours, so the example is not laid into it.");
    } else {
        say(
            "One-time links, one for each role. Each works once, for 72 hours; start again for new ones.",
        );
        for (role, name, link) in links {
            say(&format!("  {role} ({name})"));
            say(&format!("    {link}"));
        }
    }
    // What is invented is kept by nobody.
    let serve = Serve {
        backup_hours: 0,
        ..serve.clone()
    };
    serve.listen(&app)
}
