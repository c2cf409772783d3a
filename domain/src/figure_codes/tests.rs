use super::*;

const SEAL: [u8; 32] = [7; 32];

fn code() -> FigureCode {
    FigureCode::of(&SEAL, "measure/evidenced")
}

#[test]
fn a_code_follows_from_its_seal_and_what_the_figure_is_of() {
    assert_eq!(code(), code());
    assert_ne!(code(), FigureCode::of(&SEAL, "measure/additional"));
    assert_ne!(code(), FigureCode::of(&[8; 32], "measure/evidenced"));
    let printed = code().to_string();
    assert_eq!((printed.len(), printed.find('-')), (9, Some(4)));
}

#[test]
fn the_rule_of_a_code_never_changes() {
    // Worked out by another hand: the first 35 bits of sha256("0707…07\nmeasure/evidenced").
    assert_eq!(code().to_string(), "R1WV-8GYA");
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let printed = code().to_string();
    let spaced = format!(" {} ", printed.to_lowercase().replace('-', " "));
    for typed in [printed.as_str(), spaced.as_str(), code().key()] {
        assert_eq!(FigureCode::read(typed), Ok(code()), "{typed}");
    }
    let other = FigureCode::read("0000 0000").unwrap();
    assert_eq!(FigureCode::read("oooo-oOoO"), Ok(other));
    let ones = |typed: &str| FigureCode::read(typed);
    assert_eq!(ones("1l1I"), Err(CodeRefused::Length(4)));
}

#[test]
fn a_slip_is_found_whatever_it_is() {
    let right: Vec<char> = code().key().chars().collect();
    let signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for place in 0..right.len() {
        for sign in signs.chars().filter(|sign| *sign != right[place]) {
            let mut wrong = right.clone();
            wrong[place] = sign;
            let typed: String = wrong.into_iter().collect();
            assert_eq!(FigureCode::read(&typed), Err(CodeRefused::Slip), "{typed}");
        }
        for other in 0..right.len() {
            if right[place] != right[other] {
                let mut wrong = right.clone();
                wrong.swap(place, other);
                let typed: String = wrong.into_iter().collect();
                assert_eq!(FigureCode::read(&typed), Err(CodeRefused::Slip), "{typed}");
            }
        }
    }
}

#[test]
fn what_is_no_code_is_refused_with_its_reason() {
    for (typed, words) in [
        ("", "Enter a code"),
        (" - ", "Enter a code"),
        ("K7QF-3M2", "this one has 7"),
        ("K7QF-3M21T", "this one has 9"),
        ("K7QF-3U2T", "‘U’ stands in no code"),
        ("K7QF-3*2T", "‘*’ stands in no code"),
    ] {
        let refused = FigureCode::read(typed).unwrap_err().to_string();
        assert!(refused.contains(words), "{typed}: {refused}");
    }
}
