//! What everybody may read, as an answer: where it may be shown, and whether search engines may list it.

/// What everybody may read. It carries no cookie, and caches know it by its SHA-256.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) media_type: String,
    /// Its name when it is kept; none for a page.
    pub(crate) file_name: Option<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) reach: Reach,
    pub(crate) robots: Robots,
}

/// Where something public may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// At its own address.
    Here,
    /// As a picture on the pages of others too.
    Embedded,
}

/// Whether search engines may list something public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Robots {
    /// They may.
    Welcome,
    /// They are told not to.
    Unwelcome,
}
