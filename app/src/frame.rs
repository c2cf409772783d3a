//! What surrounds every page for the person who sees it: where they may go, what has just been done, and
//! the lines that a framework's licence asks for.

use crate::framework;
use crate::visit::{Visit, csrf_token};
use pages::{Frame, NavigationItem, Notice};

impl Visit<'_> {
    /// What surrounds every page.
    pub(crate) fn frame(&self) -> Frame {
        let who = self.who.as_ref();
        Frame {
            organisation: who.map(|who| who.organisation.clone()).unwrap_or_default(),
            person_name: who.map(|who| who.name.clone()),
            navigation: crate::routes::NAVIGATION
                .iter()
                .filter(|(_, _, action)| self.may(*action))
                .map(|(text, href, _)| NavigationItem::new(*text, *href).seen_from(&self.path))
                .collect(),
            footer: Vec::new(),
            credits: framework::footer(self),
            notice: self.notice.as_ref().map(|text| Notice {
                title: "Done".to_owned(),
                text: text.clone(),
            }),
            csrf: who.map(|who| csrf_token(&who.token)).unwrap_or_default(),
            path: self.path.clone(),
        }
    }
}
