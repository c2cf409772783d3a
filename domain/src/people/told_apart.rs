//! Telling people apart (P4d): one person has one account, and a name that stands under signatures stands for
//! one person for ever, also once their account is closed. What is no sign of a second account is not looked for:
//! two addresses of different mailboxes, and names that only look alike.

use thiserror::Error;

/// Why somebody cannot be invited beside those who are or were here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotToldApart {
    /// The name is that of somebody else.
    #[error(
        "Somebody here has or had this name, and signatures show it: add what tells the two apart, such as a second first name"
    )]
    Name,
    /// The address leads to the mailbox of somebody else.
    #[error("This address leads to the mailbox of {0}: one person has one account")]
    Mailbox(String),
}

/// A name as people read it: neither capitals nor spaces make another.
fn read_aloud(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The mailbox of an address: neither capitals nor what stands behind a plus sign make another.
fn mailbox(email: &str) -> String {
    let folded = email.trim().to_lowercase();
    match folded.rsplit_once('@') {
        Some((name, host)) => {
            let name = name.split('+').next().unwrap_or_default();
            format!("{name}@{host}")
        }
        None => folded,
    }
}

/// Whether somebody is told apart from all who are or were here, by name and by address.
pub fn told_apart<'a>(
    (name, email): (&str, &str),
    others: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), NotToldApart> {
    for (other, address) in others {
        if read_aloud(other) == read_aloud(name) {
            return Err(NotToldApart::Name);
        }
        if mailbox(address) == mailbox(email) {
            return Err(NotToldApart::Mailbox(other.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g3_a_name_or_a_mailbox_of_somebody_else_is_found_however_it_is_typed() {
        let here = [
            ("Ann Lee", "ann@works.example"),
            ("Bo Ek", "bo+x@works.example"),
        ];
        let told = |name: &str, email: &str| told_apart((name, email), here);
        for name in ["Ann Lee", "ANN LEE", "  ann \t lee "] {
            assert_eq!(told(name, "new@works.example"), Err(NotToldApart::Name));
        }
        for email in [
            "ann@works.example",
            "ANN@Works.Example",
            "ann+two@works.example",
        ] {
            let of_ann = NotToldApart::Mailbox("Ann Lee".to_owned());
            assert_eq!(told("Somebody Else", email), Err(of_ann));
        }
        let of_bo = NotToldApart::Mailbox("Bo Ek".to_owned());
        assert_eq!(told("Somebody Else", "bo@works.example"), Err(of_bo));
        // The control: who is somebody else is told apart.
        for (name, email) in [
            ("Ann M Lee", "ann.m@works.example"),
            ("Ann Leeson", "ann@elsewhere.example"),
            ("Lee Ann", "an@works.example"),
        ] {
            assert_eq!(told(name, email), Ok(()), "{name}");
        }
    }
}
