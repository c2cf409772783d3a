//! The mail server that checkpoints of the log go out through, as it is said at the start and on no page.
//! Its password comes from a file or from the environment, and is never typed where others could read it.

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use mail::{Account, Password, Secured, Server, SetUp};
use std::path::PathBuf;

/// The variable that holds the password where no file does.
const PASSWORD: &str = "COMMONWEAL_MAIL_PASSWORD";

/// Where letters go; nothing is sent without a server.
#[derive(Debug, Clone, Args)]
pub(crate) struct MailServer {
    /// The mail server that sends each signed checkpoint to the addresses named: `mail.example.org:465`.
    #[arg(long = "mail-server", env = "COMMONWEAL_MAIL_SERVER")]
    place: Option<String>,
    /// How the way to it is secured.
    #[arg(long = "mail-security", env = "COMMONWEAL_MAIL_SECURITY", value_enum, default_value_t = Security::Tls)]
    security: Security,
    /// The address that letters come from.
    #[arg(long = "mail-from", env = "COMMONWEAL_MAIL_FROM")]
    from: Option<String>,
    /// The name of the account at the mail server, where it asks for one.
    #[arg(long = "mail-account", env = "COMMONWEAL_MAIL_ACCOUNT")]
    account: Option<String>,
    /// A file that holds the account's password; without it the variable `COMMONWEAL_MAIL_PASSWORD` does.
    #[arg(long = "mail-password-file", env = "COMMONWEAL_MAIL_PASSWORD_FILE")]
    password_file: Option<PathBuf>,
    /// A file with the certificate (PEM) of the authority that vouches for the mail server, where it is your own.
    #[arg(long = "mail-authority", env = "COMMONWEAL_MAIL_AUTHORITY")]
    authority: Option<PathBuf>,
}

/// How the way to the mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Security {
    /// TLS from the start, mostly at port 465.
    Tls,
    /// TLS after a first word, mostly at port 587; without it nothing is sent.
    Starttls,
    /// Not at all: for a mail server on this machine alone.
    None,
}

impl MailServer {
    /// The server, if one was said. No connection is made yet.
    pub(crate) fn open(&self) -> anyhow::Result<Option<Server>> {
        self.open_with(std::env::var(PASSWORD).ok().as_deref())
    }

    fn open_with(&self, variable: Option<&str>) -> anyhow::Result<Option<Server>> {
        let Some(place) = &self.place else {
            return Ok(None);
        };
        let from = self.from.as_deref();
        let from =
            from.context("a mail server needs --mail-from, the address letters come from")?;
        let from = from.parse().context("--mail-from is no e-mail address")?;
        let set_up = SetUp {
            place: place.clone(),
            secured: match self.security {
                Security::Tls => Secured::FromTheStart,
                Security::Starttls => Secured::StartTls,
                Security::None => Secured::Nothing,
            },
            account: self.account(variable)?,
            from,
            authority: self.authority.as_ref().map(read).transpose()?,
        };
        let server = Server::new(set_up).context("the mail server cannot be used")?;
        Ok(Some(server))
    }

    fn account(&self, variable: Option<&str>) -> anyhow::Result<Option<Account>> {
        let Some(name) = &self.account else {
            return Ok(None);
        };
        let password = match (&self.password_file, variable) {
            (Some(file), _) => {
                let text = std::fs::read_to_string(file);
                Password::new(&text.context("the file with the mail password cannot be read")?)
            }
            (None, Some(text)) => Password::new(text),
            (None, None) => bail!(
                "the account {name} needs its password: --mail-password-file, or the variable {PASSWORD}"
            ),
        };
        Ok(Some(Account {
            name: name.clone(),
            password,
        }))
    }
}

fn read(authority: &PathBuf) -> anyhow::Result<Vec<u8>> {
    std::fs::read(authority).context("the file of --mail-authority cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(place: Option<&str>) -> MailServer {
        MailServer {
            place: place.map(str::to_owned),
            security: Security::None,
            from: Some("log@example.org".to_owned()),
            account: None,
            password_file: None,
            authority: None,
        }
    }

    #[test]
    fn nothing_said_is_no_mail_server() {
        assert!(said(None).open_with(None).unwrap().is_none());
        let server = said(Some("127.0.0.1:25")).open_with(None).unwrap().unwrap();
        assert_eq!(server.place(), "127.0.0.1:25");
    }

    #[test]
    fn what_is_missing_is_said_at_the_start() {
        let refused = |said: MailServer| format!("{:#}", said.open_with(None).unwrap_err());
        let mut nobody = said(Some("127.0.0.1:25"));
        nobody.from = None;
        assert!(refused(nobody).contains("--mail-from"));
        let mut nobody = said(Some("127.0.0.1:25"));
        nobody.from = Some("nobody".to_owned());
        assert!(refused(nobody).contains("no e-mail address"));
        let mut silent = said(Some("127.0.0.1:25"));
        silent.account = Some("log".to_owned());
        assert!(refused(silent).contains("--mail-password-file"));
        assert!(refused(said(Some("mail.example.org:25"))).contains("without TLS"));
    }

    #[test]
    fn the_password_comes_from_a_file_or_the_environment_and_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "open sesame\n").unwrap();
        let mut with_file = said(Some("127.0.0.1:25"));
        with_file.account = Some("log".to_owned());
        let from_variable = with_file.account(Some("open sesame")).unwrap().unwrap();
        with_file.password_file = Some(file);
        let from_file = with_file.account(Some("another")).unwrap().unwrap();
        assert_eq!(from_file.password, from_variable.password);
        let shown = format!("{with_file:?} {from_file:?}");
        assert!(
            shown.contains("log") && !shown.contains("sesame"),
            "{shown}"
        );
    }
}
