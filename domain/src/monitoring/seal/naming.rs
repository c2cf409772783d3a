//! A signed return in which other words stand for the names of people, for readers whom the names do not
//! concern. It has another SHA-256 than what was signed and is never taken for it.

use super::SealedReturn;

impl SealedReturn {
    /// The return with each name of a person as `named` gives it. What people wrote stays as they wrote it.
    #[must_use]
    pub fn renamed(&self, mut named: impl FnMut(&str) -> String) -> Self {
        let mut other = self.clone();
        let mut rename = |name: &mut String| {
            if !name.is_empty() {
                *name = named(name);
            }
        };
        rename(&mut other.prepared.by);
        rename(&mut other.reviewed.by);
        rename(&mut other.signed_off.by);
        for question in &mut other.questions {
            rename(&mut question.asked_by);
            rename(&mut question.answered_by);
        }
        let beside = &mut other.beside;
        let actions = beside.variances.iter_mut().flat_map(|of| &mut of.actions);
        actions.for_each(|action| rename(&mut action.by));
        beside.late.iter_mut().for_each(|late| rename(&mut late.by));
        for agreement in &mut beside.agreements {
            rename(&mut agreement.agreed.by);
            agreement
                .agreed_for
                .iter_mut()
                .for_each(|whose| rename(&mut whose.name));
        }
        beside
            .signed_for
            .iter_mut()
            .for_each(|whose| rename(&mut whose.name));
        beside
            .restates
            .iter_mut()
            .for_each(|of| rename(&mut of.begun.by));
        other
    }
}
