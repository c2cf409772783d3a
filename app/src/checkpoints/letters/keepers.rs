//! Naming who gets checkpoints by mail, and taking an address away again.

use super::super::list;
use super::{Keeper, MOST, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use mail::Address;

const PAGE: &str = "/log/checkpoints";

/// The address that was typed; what is none is refused at its field.
fn typed(visit: &mut Visit<'_>) -> Option<String> {
    let typed = visit.form.required("email", "an e-mail address", 254)?;
    match typed.parse::<Address>() {
        Ok(address) => Some(address.to_string()),
        Err(refused) => {
            visit.form.refuse("email", refused);
            None
        }
    }
}

/// Names an address that gets each checkpoint from now on.
pub(crate) fn name(visit: &mut Visit<'_>) -> Answer {
    let Some(email) = typed(visit) else {
        return list::page(visit);
    };
    let (keeper, named_by) = (
        Keeper {
            id: visit.new_id(),
            email,
            named_at: visit.now,
        },
        visit.who()?.person_id,
    );
    let said = serde_json::json!({ "email": keeper.email });
    let entry = visit.entry("named keeper of checkpoints", "keeper", keeper.id, said);
    let named = visit.write(|mut write| {
        let known = store::keepers(&mut write.read())?;
        let is_same = |other: &Keeper| other.email.eq_ignore_ascii_case(&keeper.email);
        if known.iter().any(is_same) {
            return Err(Failure::Rule(
                "This address gets checkpoints already".into(),
            ));
        }
        if known.len() >= MOST {
            return Err(Failure::Rule(format!(
                "{MOST} addresses are named, which is the most: take one away first"
            )));
        }
        store::keeper_add(&mut write, &keeper, named_by)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    if let Err(Failure::Rule(words)) = named {
        visit.form.refuse("email", words);
        return list::page(visit);
    }
    named?;
    let from_when = if visit.app.checkpoints.mail.get().is_some() {
        "Each checkpoint that is signed from now on goes there."
    } else {
        "A letter is written with each checkpoint, and waits until a mail server is set at the start."
    };
    Reply::see(PAGE, format!("{} is named. {from_when}", keeper.email))
}

/// Takes an address away, with the letters to it that were not sent.
pub(crate) fn take_away(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let keeper = visit.read(store::keepers)?;
    let keeper = keeper.into_iter().find(|keeper| keeper.id == id);
    let keeper = keeper.ok_or(Failure::NotFound)?;
    let said = serde_json::json!({ "email": keeper.email });
    let entry = visit.entry("took keeper of checkpoints away", "keeper", id, said);
    visit.write(|mut write| {
        if store::keeper_remove(&mut write, &keeper)? == 0 {
            return Err(Failure::NotFound);
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        PAGE,
        format!("{} gets no checkpoints any more.", keeper.email),
    )
}
