//! From a postcode to an authority, and how far that can be trusted (P1.1b). Every figure by place
//! says its method.
//!
//! The shares are of live postcodes in Code-Point Open of August 2014, cut to the six authorities of
//! the Liverpool City Region. Contains OS data © Crown copyright and database right 2014, under the
//! Open Government Licence. Boundaries of authorities have not changed since. Shares are whole percent
//! and cut where rounding would take a code over 100. Taking the largest share is right for 94.6 % of
//! postcodes of the source.

const HALTON: &str = "E06000006";
const KNOWSLEY: &str = "E08000011";
const LIVERPOOL: &str = "E08000012";
const ST_HELENS: &str = "E08000013";
const SEFTON: &str = "E08000014";
const WIRRAL: &str = "E08000015";

/// How an area was found by an outward code, in words.
pub const BY_OUTWARD_CODE: &str = "by outward code, about 95 % right";

/// How an area was found where nothing says where somebody lives.
pub const BY_RULE: &str = "by the rule, as nothing says where";

/// How an area was found by the district that somebody said.
pub const BY_DISTRICT: &str = "by the learner’s district";

/// How an area was found by the place of work.
pub const BY_WORK: &str = "by where the work is";

/// A share below this says too little to place anybody.
const LEAST_PERCENT: u8 = 50;

/// Authorities by their GSS code, with their shares in percent; what is missing lies elsewhere.
pub type Shares = &'static [(&'static str, u8)];

/// Outward codes with the same shares.
const SHARES: &[(&[&str], Shares)] = &[
    (
        &[
            "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L11", "L12", "L13", "L15", "L17",
            "L18", "L19", "L27",
        ],
        &[(LIVERPOOL, 99)],
    ),
    (&["L9"], &[(LIVERPOOL, 96), (SEFTON, 4)]),
    (&["L10"], &[(SEFTON, 46), (LIVERPOOL, 34), (KNOWSLEY, 20)]),
    (&["L14"], &[(LIVERPOOL, 70), (KNOWSLEY, 30)]),
    (&["L16"], &[(LIVERPOOL, 89), (KNOWSLEY, 11)]),
    (&["L24"], &[(LIVERPOOL, 82), (HALTON, 16), (KNOWSLEY, 2)]),
    (&["L25"], &[(LIVERPOOL, 88), (KNOWSLEY, 12)]),
    (&["L20"], &[(SEFTON, 92), (LIVERPOOL, 8)]),
    (
        &["L21", "L22", "L23", "L29", "L30", "L38"],
        &[(SEFTON, 100)],
    ),
    (&["L31", "L37"], &[(SEFTON, 98)]),
    (&["PR8"], &[(SEFTON, 96)]),
    (&["PR9"], &[(SEFTON, 87)]),
    (&["L32", "L36"], &[(KNOWSLEY, 100)]),
    (&["L26"], &[(KNOWSLEY, 98)]),
    (&["L33"], &[(KNOWSLEY, 97)]),
    (&["L34"], &[(KNOWSLEY, 88), (ST_HELENS, 12)]),
    (&["L28"], &[(KNOWSLEY, 80), (LIVERPOOL, 20)]),
    (&["L35"], &[(KNOWSLEY, 57), (ST_HELENS, 43)]),
    (&["WA9", "WA10", "WA11", "WA12"], &[(ST_HELENS, 99)]),
    (&["WN4"], &[(ST_HELENS, 16)]),
    (&["WN5"], &[(ST_HELENS, 13)]),
    (&["WA7"], &[(HALTON, 98)]),
    (&["WA8"], &[(HALTON, 94)]),
    (&["WA4"], &[(HALTON, 6)]),
    (
        &[
            "CH41", "CH42", "CH43", "CH44", "CH45", "CH46", "CH47", "CH48", "CH49", "CH60", "CH61",
            "CH62", "CH63",
        ],
        &[(WIRRAL, 100)],
    ),
    (&["CH64", "CH65"], &[(WIRRAL, 1)]),
];

/// The authority that an outward code most likely lies in, with its share in percent. None outside
/// the six, and where no authority has half of the code: L10 is split three ways.
pub fn likely(outward: &str) -> Option<(&'static str, u8)> {
    let (_, shares) = SHARES.iter().find(|(codes, _)| codes.contains(&outward))?;
    let largest = shares.iter().max_by_key(|(_, percent)| *percent)?;
    (largest.1 >= LEAST_PERCENT).then_some(*largest)
}

/// How many areas England's Index of Multiple Deprivation ranks: the 2019 index, in directories up to
/// 2025.
pub const RANKED_2019: u32 = 32_844;
/// The same of the 2025 index.
pub const RANKED_2025: u32 = 33_755;

/// The decile of a rank, 1 the most deprived; none for a rank outside the index.
pub fn decile(rank: u32, ranked: u32) -> Option<u8> {
    if !(1..=ranked).contains(&rank) {
        return None;
    }
    let tenth = rank.checked_mul(10)?.div_ceil(ranked);
    u8::try_from(tenth).ok()
}

/// A postcode without its space, in capitals; none for what is no postcode and for the unknown one.
pub fn packed(postcode: &str) -> Option<String> {
    let packed: String = postcode.split_whitespace().collect();
    let packed = packed.to_ascii_uppercase();
    if packed == "ZZ999ZZ" || !(5..=7).contains(&packed.len()) {
        return None;
    }
    let shape: String = packed
        .chars()
        .map(|letter| match letter {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            _ => '?',
        })
        .collect();
    let outward = shape.strip_suffix("9AA")?;
    let shapes = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"];
    shapes.contains(&outward).then_some(packed)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a file of places calls itself, from its name: `ONSPD_FEB_2025_UK.csv` is the ONS Postcode
/// Directory of February 2025. A file that says nothing is called by its name.
pub fn title(file_name: &str) -> String {
    let upper = file_name.to_uppercase();
    let kind = if upper.contains("ONSPD") {
        "ONS Postcode Directory"
    } else if upper.contains("NSPL") {
        "National Statistics Postcode Lookup"
    } else {
        return file_name.to_owned();
    };
    let words: Vec<&str> = upper
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .collect();
    let is_month = |word: &str, month: &str| {
        let short = month.get(..3).unwrap_or(month);
        word.eq_ignore_ascii_case(short) || word.eq_ignore_ascii_case(month)
    };
    let month = MONTHS
        .into_iter()
        .find(|month| words.iter().any(|word| is_month(word, month)));
    let year = words.iter().find(|word| {
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|one| one.is_ascii_digit())
    });
    match (month, year) {
        (Some(month), Some(year)) => format!("{kind} of {month} {year}"),
        (None, Some(year)) => format!("{kind} of {year}"),
        (Some(_) | None, None) => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn p1_1b_shares_are_of_the_six_and_never_more_than_the_whole() {
        let six = [HALTON, KNOWSLEY, LIVERPOOL, ST_HELENS, SEFTON, WIRRAL];
        let mut seen = BTreeSet::new();
        for (codes, shares) in SHARES {
            for code in *codes {
                assert!(seen.insert(code), "{code} twice");
            }
            assert!(shares.iter().all(|(area, _)| six.contains(area)));
            let sum: u32 = shares.iter().map(|(_, percent)| u32::from(*percent)).sum();
            assert!((1..=100).contains(&sum), "{codes:?}");
        }
    }

    #[test]
    fn p1_1b_an_outward_code_is_placed_where_most_of_it_lies() {
        assert_eq!(likely("L20"), Some((SEFTON, 92)));
        assert_eq!(likely("CH41"), Some((WIRRAL, 100)));
        assert_eq!(likely("L35"), Some((KNOWSLEY, 57)));
        for none in ["L10", "WA4", "WN5", "CH64", "M1", ""] {
            assert_eq!(likely(none), None, "{none}");
        }
    }

    #[test]
    fn a_rank_becomes_a_decile() {
        assert_eq!(decile(1, RANKED_2019), Some(1));
        assert_eq!(decile(3_284, RANKED_2019), Some(1));
        assert_eq!(decile(3_285, RANKED_2019), Some(2));
        assert_eq!(decile(32_844, RANKED_2019), Some(10));
        assert_eq!(decile(0, RANKED_2019), None);
        assert_eq!(decile(32_845, RANKED_2019), None);
    }

    #[test]
    fn postcodes_are_packed_and_what_is_none_is_refused() {
        assert_eq!(packed("l20 3ab").as_deref(), Some("L203AB"));
        assert_eq!(packed("L1  4XY").as_deref(), Some("L14XY"));
        for none in ["ZZ99 9ZZ", "", "L20", "L20 3A1", "é20 3AB"] {
            assert_eq!(packed(none), None, "{none}");
        }
    }

    #[test]
    fn a_file_is_called_what_its_name_says() {
        let said = "ONS Postcode Directory of February 2025";
        assert_eq!(title("ONSPD_FEB_2025_UK.csv"), said);
        let said = "National Statistics Postcode Lookup of August 2023";
        assert_eq!(title("NSPL21_AUG_2023_UK.csv"), said);
        assert_eq!(title("mine.csv"), "mine.csv");
    }
}
