//! For whom somebody acts on a return: for themselves, when their role allows it, or for a member of
//! Governance & Leadership who handed it to them. A delegation ends with the role of whoever gave it.

use super::store::{self, KeptDelegation};
use crate::failure::Failure;
use crate::people;
use crate::visit::Who;
use database::{Id, Read};
use domain::monitoring::{Act, ReturnName, Voice};
use domain::people::{Action, may};
use jiff::civil::Date;
use pages::{Choice, Form};

/// What somebody may choose between.
#[derive(Debug)]
pub(super) struct Acting {
    by: Id,
    own: Option<()>,
    /// The delegations that hold, each with the name of whoever gave it.
    held: Vec<(KeptDelegation, String)>,
}

/// The delegations to a person that hold for a return today.
pub(super) fn held(
    read: &mut Read<'_>,
    person_id: Id,
    (name, today): (ReturnName, Date),
) -> Result<Vec<(KeptDelegation, String)>, Failure> {
    let kept = store::delegations_to(read, person_id)?;
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let givers = people::who_may(read, Action::ReviewReturn)?;
    let name = name.to_string();
    let named = |given: KeptDelegation| {
        let mut found = givers.iter().filter(|(id, _)| *id == given.of.from);
        let (_, giver) = found.next()?;
        Some((given, giver.clone()))
    };
    Ok(kept
        .into_iter()
        .filter(|given| given.of.holds(&name, today))
        .filter_map(named)
        .collect())
}

impl Acting {
    /// What somebody may do `action` on a return by. Somebody who may not at all is refused.
    pub(super) fn read(
        read: &mut Read<'_>,
        who: &Who,
        action: Action,
        at: (ReturnName, Date),
    ) -> Result<Self, Failure> {
        let own = may(&who.roles, action).then_some(());
        let held = held(read, who.person_id, at)?;
        if own.is_none() && held.is_empty() {
            return Err(Failure::NotAllowed);
        }
        Ok(Self {
            by: who.person_id,
            own,
            held,
        })
    }

    /// The choices of the form; none when there is nothing to choose.
    pub(super) fn choices(&self) -> Vec<Choice> {
        if self.held.is_empty() {
            return Vec::new();
        }
        let own = self.own.map(|()| Choice::new("own", "For myself"));
        let held = self.held.iter().map(|(given, giver)| {
            Choice::new(given.id.to_string(), format!("For {giver}, by delegation"))
        });
        own.into_iter().chain(held).collect()
    }

    /// For whom somebody chose to act, with the delegation; nothing when it is not chosen.
    pub(super) fn chosen(
        &self,
        form: &mut Form,
        at: jiff::Timestamp,
    ) -> Option<(Voice, Option<Id>)> {
        let act = Act { by: self.by, at };
        let choices = self.choices();
        let own = Voice {
            act,
            for_whom: None,
        };
        if choices.is_empty() {
            return Some((own, None));
        }
        let chosen = form.choice("acts_for", "For whom you act", &choices)?;
        let given = self
            .held
            .iter()
            .find(|(given, _)| given.id.to_string() == chosen);
        Some(match given {
            None => (own, None),
            Some((given, _)) => {
                let for_whom = Some(given.of.from);
                (Voice { act, for_whom }, Some(given.id))
            }
        })
    }
}
