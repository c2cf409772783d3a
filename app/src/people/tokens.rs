//! Links that lead somebody without an account to one page: found by the token in the address, and braked
//! when too much comes by one of them.

use super::{new_token, store};
use crate::failure::Failure;
use crate::visit::Visit;
use database::{Id, Scope};
use domain::feedback::tries_counted_from;

/// The tokens of one kind of link, by the table of the directory that keeps them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinkTokens(pub(crate) &'static str);

/// What the token of an address leads to.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) token: String,
    /// The organisation, with nobody signed in.
    pub(crate) scope: Scope,
    pub(crate) link_id: Id,
}

impl LinkTokens {
    /// A new token, which leads to a link of the visitor's organisation.
    pub(crate) fn add(self, visit: &Visit<'_>, link_id: Id) -> Result<String, Failure> {
        let token = new_token()?;
        let leads_to = (visit.who()?.organisation_id, link_id);
        let database = &visit.app.database;
        database.directory(|directory| {
            store::token_add(directory, (self, &token), leads_to, visit.now)
        })?;
        Ok(token)
    }

    /// The link of the address; what is no token of ours leads nowhere.
    pub(crate) fn find(self, visit: &Visit<'_>) -> Result<Option<Found>, Failure> {
        let token = visit.parameter("token")?.to_owned();
        let database = &visit.app.database;
        let found =
            database.directory_look(|directory| store::token_find(directory, (self, &token)))?;
        Ok(found.map(|(organisation_id, link_id)| Found {
            token,
            scope: visit.scope_in(organisation_id, None),
            link_id,
        }))
    }

    /// Counts a try, and refuses what was sent when there were too many in the last minutes.
    pub(crate) fn brake(
        self,
        visit: &mut Visit<'_>,
        (token, most_tries): (&str, i64),
    ) -> Result<(), Failure> {
        let (since, now) = (tries_counted_from(visit.now), visit.now);
        let database = &visit.app.database;
        let tries = database
            .directory(|directory| store::try_note(directory, (self, token), since, now))?;
        if tries > most_tries {
            visit.form.refuse(
                "",
                "This link was sent too many times in a short while. Wait ten minutes and send it again",
            );
        }
        Ok(())
    }
}
