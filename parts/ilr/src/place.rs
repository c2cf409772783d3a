//! Where a learner lives, as far as it is kept: the outward code and what the caller's look-up says.

/// What a look-up knows of a postcode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The GSS code of the local authority.
    pub authority: String,
    /// The code of the ward, where the look-up holds it.
    pub ward: Option<String>,
    /// The code of the lower layer super output area, where the look-up holds it.
    pub lsoa: Option<String>,
    /// The decile of deprivation, 1 the most deprived, where the look-up holds it.
    pub decile: Option<u8>,
    /// How the look-up found it, in words.
    pub method: String,
    /// What the decile is of, in words.
    pub decile_method: Option<String>,
}

/// The caller's look-up: it is given a full postcode once and must not keep it.
pub type Locate<'a> = dyn FnMut(&str) -> Option<Area> + 'a;

/// What is kept of a postcode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// The outward code, such as `L20`; none where the file says unknown (ZZ99 9ZZ) or nothing sound.
    pub outward: Option<String>,
    /// What the look-up says.
    pub area: Option<Area>,
}

impl Home {
    pub(crate) fn of(postcode: &str, locate: &mut Locate<'_>) -> Self {
        let Some(outward) = outward_code(postcode) else {
            return Self::default();
        };
        Self {
            outward: Some(outward),
            area: locate(postcode),
        }
    }
}

/// The part of a full postcode before its last three characters, in the shape of rule `Postcode_15`;
/// none for the unknown postcode ZZ99 9ZZ and for what is no postcode.
pub fn outward_code(postcode: &str) -> Option<String> {
    let packed: String = postcode
        .split_whitespace()
        .collect::<String>()
        .to_uppercase();
    if !packed.is_ascii() || packed == "ZZ999ZZ" {
        return None;
    }
    let at = packed.len().checked_sub(3)?;
    let (outward, inward) = packed.split_at_checked(at)?;
    let shape: String = inward.chars().map(shape_of).collect();
    let outward_shape: String = outward.chars().map(shape_of).collect();
    let shapes = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"];
    (shape == "9AA" && shapes.contains(&outward_shape.as_str())).then(|| outward.to_owned())
}

fn shape_of(one: char) -> char {
    match one {
        '0'..='9' => '9',
        'A'..='Z' => 'A',
        _ => '?',
    }
}

#[test]
fn a_postcode_is_cut_to_its_outward_code() {
    let outward = |postcode| outward_code(postcode);
    assert_eq!(outward("l20 3ab").as_deref(), Some("L20"));
    assert_eq!(outward("CH411AA").as_deref(), Some("CH41"));
    assert_eq!(outward("EC1A 1BB").as_deref(), Some("EC1A"));
    for none in ["ZZ99 9ZZ", "", "L20", "L20 3A1", "12 Long Lane", "é20 3AB"] {
        assert_eq!(outward(none), None, "{none}");
    }
}
