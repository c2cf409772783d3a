//! What stands around the content of every page: who is signed in, where one may go from here, and what
//! has just happened. The program fills it once per visit; no page writes it by hand.

/// The frame of a page, which `layout.html` reads from the page's field `frame`.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The organisation whose pages these are, shown beside the wordmark; may be empty.
    pub organisation: String,
    /// Who is signed in, if anyone: with it comes the way to sign out.
    pub person_name: Option<String>,
    /// The main ways onward, in their order.
    pub navigation: Vec<NavigationItem>,
    /// Links at the foot of every page, such as the accessibility statement.
    pub footer: Vec<NavigationItem>,
    /// Whose words the pages use besides our own, and under which licence, at the foot of every page.
    pub credits: Vec<String>,
    /// What has just happened, said once above the content.
    pub notice: Option<Notice>,
    /// The token every form sends back, so that no other site can send it in the person's name.
    pub csrf: String,
    /// The path of this page, beginning with `/`.
    pub path: String,
}

impl Frame {
    /// The address of the style sheet, for the layout.
    pub fn stylesheet(&self) -> String {
        crate::stylesheet_path()
    }

    /// True where nobody is signed in and this is not already the page to do so.
    pub fn offers_sign_in(&self) -> bool {
        self.person_name.is_none() && self.path != "/sign-in"
    }
}

/// One link of a list of links: the navigation, the foot, the breadcrumbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationItem {
    /// What the link says.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// True where the page being shown belongs to it.
    pub current: bool,
}

impl NavigationItem {
    /// A link to another page.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            current: false,
        }
    }

    /// The same link, shown as where one is when `path` is its page or lies below it.
    #[must_use]
    pub fn seen_from(self, path: &str) -> Self {
        let below = path.strip_prefix(self.href.as_str());
        let current = match below {
            Some("") => true,
            Some(rest) => self.href != "/" && rest.starts_with(['/', '?']),
            None => false,
        };
        Self { current, ..self }
    }
}

/// Something that has just happened, said at the top of the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// One or two words, such as "Saved".
    pub title: String,
    /// The sentence.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_current_on_its_page_and_below_it_only() {
        let seen = |href: &str, path: &str| NavigationItem::new("x", href).seen_from(path).current;
        assert!(seen("/partners", "/partners"));
        assert!(seen("/partners", "/partners/7"));
        assert!(!seen("/partners", "/partnership"));
        assert!(!seen("/", "/partners"));
        assert!(seen("/", "/"));
    }

    #[test]
    fn the_way_to_sign_in_is_offered_to_strangers_but_not_on_its_own_page() {
        let at = |path: &str, name: Option<&str>| Frame {
            path: path.into(),
            person_name: name.map(Into::into),
            ..Frame::default()
        };
        assert!(at("/", None).offers_sign_in());
        assert!(!at("/sign-in", None).offers_sign_in());
        assert!(!at("/", Some("Ada")).offers_sign_in());
    }
}
