//! An e-mail address that can be written to and can do nothing else.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The longest address there is (RFC 5321, 4.5.3.1.3, without its brackets), in characters.
const LONGEST: usize = 254;

/// Signs that stand in the part before the @ without quotation marks, besides letters and digits
/// (RFC 5322, `atext`), and the dot between them.
const OF_A_NAME: &str = "!#$%&'*+-/=?^_`{|}~.";

/// An e-mail address in plain letters, such as `name@example.org`: no name beside it, no quotation marks,
/// nothing that could begin another line or another address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// Why something is no address that can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressRefused {
    /// It has too many characters.
    #[error("An e-mail address has {LONGEST} characters at most")]
    TooLong,
    /// It has signs that are not sent in an address.
    #[error(
        "Enter an e-mail address in plain letters, like name@example.org, without spaces, brackets or accents"
    )]
    OtherSigns,
    /// It is not a name, an @ and a host.
    #[error("Enter an e-mail address like name@example.org")]
    NoAddress,
}

impl Address {
    /// Its host: `example.org`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.domain()
    }

    pub(crate) fn mailbox(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(None, self.0.clone())
    }
}

impl FromStr for Address {
    type Err = AddressRefused;

    fn from_str(typed: &str) -> Result<Self, AddressRefused> {
        if typed.chars().count() > LONGEST {
            return Err(AddressRefused::TooLong);
        }
        let is_sent =
            |one: char| one.is_ascii_alphanumeric() || one == '@' || OF_A_NAME.contains(one);
        if !typed.chars().all(is_sent) {
            return Err(AddressRefused::OtherSigns);
        }
        let (_, host) = typed.split_once('@').ok_or(AddressRefused::NoAddress)?;
        let is_of_host = |one: char| one.is_ascii_alphanumeric() || one == '-' || one == '.';
        if !host.contains('.') || !host.chars().all(is_of_host) {
            return Err(AddressRefused::NoAddress);
        }
        let address = typed.parse().map_err(|_| AddressRefused::NoAddress)?;
        Ok(Self(address))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_it_is() {
        for good in [
            "name@example.org",
            "first.last+checkpoints@mail.example.co.uk",
            "o'hara@example.org",
        ] {
            assert_eq!(good.parse::<Address>().unwrap().to_string(), good);
        }
        let address: Address = "name@mail.example.org".parse().unwrap();
        assert_eq!(address.host(), "mail.example.org");
    }

    #[test]
    fn what_could_begin_a_line_or_another_address_is_none() {
        let long = format!("{}@example.org", "a".repeat(250));
        for bad in [
            "",
            "name",
            "@example.org",
            "name@",
            "name@example",
            "a@b@example.org",
            "name@example.org\r\nBcc: other@example.org",
            "name@example.org\nX: 1",
            "name@example.org,other@example.org",
            "name@example.org;other@example.org",
            "Name <name@example.org>",
            "\"a b\"@example.org",
            "na me@example.org",
            "näme@example.org",
            "name@exämple.org",
            "name@[127.0.0.1]",
            "name@example.org>",
            "name@exam+ple.org",
            "name@.example.org",
            "name\0@example.org",
            &long,
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad:?}");
        }
    }
}
