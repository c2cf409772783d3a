//! What no line and no page may hold: twelve kinds of secrets, by their value where a test knows it and by
//! their shape where it does not.

/// A secret by its value, or how to tell it by its shape.
pub(crate) enum Told {
    /// Exactly these words.
    Value(String),
    /// Any words of a shape, of which one is an example.
    Shape(&'static str, fn(&str) -> bool),
}

/// What a kind of secret is called, an example, and its shape.
type Shape = (&'static str, &'static str, fn(&str) -> bool);

/// Kinds of secrets, each with how it is told.
#[derive(Default)]
pub(crate) struct Secrets(Vec<(&'static str, Told)>);

impl Secrets {
    /// Those that are told by their shape alone.
    pub(crate) fn by_shape() -> Self {
        let mut secrets = Self::default();
        let shapes: [Shape; 10] = [
            (
                "a key in PEM",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                is_pem,
            ),
            (
                "a signing key of notes",
                "PRIVATE+KEY+harbour+033de0ae+AAAA",
                |text| text.contains("PRIVATE+KEY+"),
            ),
            ("the hash of a password", "$argon2id$v=19$m=19456", |text| {
                text.contains("$argon2")
            }),
            (
                "a cookie of a session",
                "__Host-session=0123456789abcdef01234567",
                is_cookie,
            ),
            (
                "the address of a link",
                "/questions/0123456789abcdef01234567",
                is_link,
            ),
            (
                "an authorization header",
                "Authorization: Basic QQ==",
                is_authorization,
            ),
            (
                "the address of a database with its password",
                "postgres://somebody:open-sesame@db/name",
                is_address,
            ),
            ("a National Insurance number", "QQ123456C", |text| {
                any_word(text, is_insurance)
            }),
            ("a postcode", "of L1 8JQ.", is_postcode),
            ("a unique learner number", "9876543210", |text| {
                any_word(text, is_learner)
            }),
        ];
        for (kind, example, shape) in shapes {
            secrets.0.push((kind, Told::Shape(example, shape)));
        }
        secrets
    }

    /// One more, by its value.
    pub(crate) fn value(&mut self, kind: &'static str, value: impl Into<String>) {
        let value = value.into();
        assert!(value.len() > 7, "{kind}: too short to be looked for");
        self.0.push((kind, Told::Value(value)));
    }

    /// The same bytes as they are written: in hexadecimal digits and in Base64, with and without its end.
    pub(crate) fn bytes(&mut self, kind: &'static str, bytes: &[u8]) {
        self.value(kind, transparency::hex(bytes));
        let coded = transparency::to_base64(bytes);
        self.value(kind, coded.trim_end_matches('='));
        self.value(
            kind,
            coded
                .replace('+', "-")
                .replace('/', "_")
                .trim_end_matches('='),
        );
    }

    /// The kinds that stand in some words.
    pub(crate) fn found_in(&self, text: &str) -> Vec<&'static str> {
        let stands = |told: &Told| match told {
            Told::Value(value) => text.contains(value.as_str()),
            Told::Shape(_, shape) => shape(text),
        };
        let found = self.0.iter().filter(|(_, told)| stands(told));
        let mut found: Vec<&str> = found.map(|(kind, _)| *kind).collect();
        found.dedup();
        found
    }

    /// Each kind with words in which it stands, to plant.
    pub(crate) fn planted(&self) -> Vec<(&'static str, String)> {
        let example = |told: &Told| match told {
            Told::Value(value) => value.clone(),
            Told::Shape(example, _) => (*example).to_owned(),
        };
        self.0
            .iter()
            .map(|(kind, told)| (*kind, example(told)))
            .collect()
    }
}

/// Each word of a text, apart at everything but letters and digits.
fn any_word(text: &str, is: fn(&str) -> bool) -> bool {
    text.split(|one: char| !one.is_alphanumeric()).any(is)
}

fn is_pem(text: &str) -> bool {
    let begun = text.split("-----BEGIN ").skip(1);
    let mut heads = begun.filter_map(|rest| rest.split("-----").next());
    heads.any(|head| head.ends_with("PRIVATE KEY"))
}

fn after<'a>(text: &'a str, begin: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(begin).skip(1)
}

/// Whether it goes on with many letters of a secret.
fn is_secret(rest: &str) -> bool {
    let of_secret = |one: &char| one.is_ascii_alphanumeric() || "-_".contains(*one);
    rest.chars().take_while(of_secret).count() >= 20
}

fn is_cookie(text: &str) -> bool {
    let text = text.to_lowercase();
    after(&text, "session=").any(is_secret)
}

fn is_link(text: &str) -> bool {
    [
        "/link/",
        "/set-up/",
        "/feedback/",
        "/still-in-work/",
        "/questions/",
    ]
    .into_iter()
    .any(|begin| after(text, begin).any(|rest| is_secret(rest) && !is_key(rest)))
}

/// A key of a record as addresses of pages show it: `018f2b3c-…`.
fn is_key(rest: &str) -> bool {
    rest.get(..36)
        .is_some_and(|key| database::Id::parse_str(key).is_ok())
}

fn is_authorization(text: &str) -> bool {
    let text = text.to_lowercase();
    let bearer = after(&text, "bearer ").any(is_secret);
    bearer || after(&text, "authorization: ").any(|rest| !rest.is_empty())
}

fn is_address(text: &str) -> bool {
    ["postgres://", "postgresql://"].into_iter().any(|begin| {
        after(text, begin).any(|rest| {
            let is_end = |one: char| one.is_whitespace() || one == '"';
            let address = rest.split(is_end).next().unwrap_or_default();
            let who = address.split_once('@').map(|(who, _)| who);
            who.is_some_and(|who| who.contains(':') && !who.contains('/'))
        })
    })
}

/// `AB123456C`: two letters, six digits, A to D.
fn is_insurance(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    matches!(letters.as_slice(), [first, second, digits @ .., last]
        if digits.len() == 6
            && first.is_ascii_uppercase()
            && second.is_ascii_uppercase()
            && digits.iter().all(char::is_ascii_digit)
            && ('A'..='D').contains(last))
}

/// Ten digits, of which the first is none.
fn is_learner(word: &str) -> bool {
    word.len() == 10 && !word.starts_with('0') && word.chars().all(|one| one.is_ascii_digit())
}

/// `L1 8JQ`, `SW1A 1AA`: as postcodes are written, in two parts.
fn is_postcode(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|one: char| !one.is_alphanumeric() && one != ' ')
        .flat_map(|part| part.split(' '))
        .collect();
    words.windows(2).any(|pair| {
        let [outward, inward] = pair else {
            return false;
        };
        let shape: String = [*outward, " ", *inward]
            .concat()
            .chars()
            .map(kind)
            .collect();
        let outwards = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"];
        outwards
            .iter()
            .any(|outward| shape == format!("{outward} 9AA"))
    })
}

fn kind(one: char) -> char {
    match one {
        'A'..='Z' => 'A',
        '0'..='9' => '9',
        other => other,
    }
}
