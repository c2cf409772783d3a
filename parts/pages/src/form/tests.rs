//! The form's promises, one sentence each.

use jiff::civil::date;

use super::{Choice, Form, read::within};

fn typed(name: &str, value: &str) -> Form {
    Form::from_pairs([(name, value)])
}

fn on(day: &str, month: &str, year: &str) -> Form {
    Form::from_pairs([
        ("held_day", day),
        ("held_month", month),
        ("held_year", year),
    ])
}

#[test]
fn what_was_typed_is_given_back() {
    let form = Form::from_pairs([("days", "mon"), ("days", "wed"), ("name", " Ada ")]);
    assert_eq!(form.value("name"), " Ada ");
    assert_eq!(form.all("days"), ["mon", "wed"]);
    assert!(form.is_chosen("days", "wed") && !form.is_chosen("days", "tue"));
    assert_eq!(form.value("absent"), "");
    assert_eq!(form.names().collect::<Vec<_>>(), ["days", "name"]);
}

#[test]
fn a_required_answer_is_trimmed() {
    let mut form = typed("name", "  Ada \n");
    assert_eq!(form.required("name", "Name", 10), Some("Ada".to_owned()));
    assert!(!form.is_refused());
    assert_eq!(form.error_prefix(), "");
}

#[test]
fn an_empty_required_answer_is_asked_for_by_its_label() {
    let mut form = typed("name", "   ");
    assert_eq!(form.required("name", "Name of the partner", 10), None);
    assert_eq!(form.problem("name"), Some("Enter name of the partner"));
    assert_eq!(form.value("name"), "   ");
    assert_eq!(form.error_prefix(), "Error: ");
}

#[test]
fn an_empty_optional_answer_is_no_problem() {
    let mut form = typed("name", " ");
    assert_eq!(form.optional("name", "Name", 10), None);
    assert!(!form.is_refused());
}

#[test]
fn length_is_counted_in_characters_and_the_limit_itself_is_allowed() {
    assert_eq!(
        typed("name", "żółw").required("name", "Name", 4).as_deref(),
        Some("żółw")
    );
    let mut form = typed("name", "żółwi");
    assert_eq!(form.required("name", "name", 4), None);
    assert_eq!(
        form.problem("name"),
        Some("Name must be 4 characters or fewer")
    );
}

#[test]
fn control_characters_are_refused_and_never_reach_the_page() {
    for wrong in ["a\0b", "a\u{7}b", "a\u{85}b"] {
        let mut form = typed("name", wrong);
        assert_eq!(form.value("name"), "a\u{fffd}b");
        assert_eq!(form.required("name", "Name", 10), None);
        assert_eq!(
            form.problem("name"),
            Some("Name has a character that cannot be read: type it again")
        );
    }
}

#[test]
fn new_lines_and_tabs_are_kept() {
    let mut form = typed("note", "one\r\ntwo\tthree");
    assert_eq!(
        form.required("note", "Note", 100).as_deref(),
        Some("one\ntwo\tthree")
    );
}

#[test]
fn a_date_is_read_from_its_three_fields() {
    assert_eq!(
        on("3", "9", "2026").date("held", "Date"),
        Some(date(2026, 9, 3))
    );
    assert_eq!(
        on(" 03 ", "Sept", "2026").date("held", "Date"),
        Some(date(2026, 9, 3))
    );
    assert_eq!(
        on("29", "2", "2028").date("held", "Date"),
        Some(date(2028, 2, 29))
    );
}

#[test]
fn a_wrong_date_is_explained() {
    for ((day, month, year), message) in [
        (("", "", ""), "Enter date of the session"),
        (
            ("3", "", "2026"),
            "Date of the session must include a month",
        ),
        (
            ("", "", "2026"),
            "Date of the session must include a day and a month",
        ),
        (
            ("3", "9", "26"),
            "Date of the session must have a year with 4 numbers, like 2026",
        ),
        (
            ("29", "2", "2027"),
            "Date of the session must be a real date",
        ),
        (
            ("3", "ma", "2026"),
            "Date of the session must be a real date",
        ),
        (
            ("+3", "9", "2026"),
            "Date of the session must be a real date",
        ),
        (
            ("1", "300", "2026"),
            "Date of the session must be a real date",
        ),
    ] {
        let mut form = on(day, month, year);
        assert_eq!(form.date("held", "Date of the session"), None);
        assert_eq!(form.problem("held"), Some(message));
        assert_eq!(form.value("held_day"), day);
    }
}

#[test]
fn a_date_shown_again_is_the_same_date() {
    let mut form = Form::new().with_date("held", date(2026, 8, 1));
    assert_eq!(form.date("held", "Date"), Some(date(2026, 8, 1)));
}

#[test]
fn three_empty_fields_are_no_optional_date_but_two_are_a_problem() {
    let mut form = on("", "", "");
    assert_eq!(form.optional_date("held", "Date"), None);
    assert!(!form.is_refused());
    let mut form = on("3", "", "");
    assert_eq!(form.optional_date("held", "Date"), None);
    assert_eq!(
        form.problem("held"),
        Some("Date must include a month and a year")
    );
}

#[test]
fn numbers_are_read_exactly() {
    for (text, thousandths) in [
        ("0", 0),
        ("12", 12_000),
        ("1,234.5", 1_234_500),
        (".125", 125),
        ("7.5000", 7_500),
        ("9007199254740993", 9_007_199_254_740_993_000),
        (" 1,000,000.001 ", 1_000_000_001),
    ] {
        assert_eq!(
            typed("hours", text).thousandths("hours", "Hours"),
            Some(thousandths),
            "{text}"
        );
    }
    assert_eq!(
        typed("people", "1,234").whole_number("people", "People"),
        Some(1_234)
    );
    assert_eq!(
        typed("people", "12.0").whole_number("people", "People"),
        Some(12)
    );
    assert_eq!(
        typed("paid", "£1,234.5").pence("paid", "Amount"),
        Some(123_450)
    );
}

#[test]
fn a_wrong_number_is_explained() {
    for (text, message) in [
        ("", "Enter hours"),
        ("twelve", "Hours must be a number, like 12 or 1,234.5"),
        ("12,5", "Hours must be a number, like 12 or 1,234.5"),
        ("1234,567", "Hours must be a number, like 12 or 1,234.5"),
        (",567", "Hours must be a number, like 12 or 1,234.5"),
        ("1e3", "Hours must be a number, like 12 or 1,234.5"),
        ("1.", "Hours must be a number, like 12 or 1,234.5"),
        ("-1", "Hours must be 0 or more"),
        ("1.2345", "Hours must have 3 decimal places or fewer"),
        ("99999999999999999999", "Hours is too large"),
    ] {
        let mut form = typed("hours", text);
        assert_eq!(form.thousandths("hours", "Hours"), None, "{text}");
        assert_eq!(form.problem("hours"), Some(message), "{text}");
    }
    let mut form = typed("people", "1.5");
    assert_eq!(form.whole_number("people", "Number of people"), None);
    assert_eq!(
        form.problem("people"),
        Some("Number of people must be a whole number, like 12")
    );
}

#[test]
fn a_whole_number_keeps_within_its_range() {
    assert_eq!(
        typed("share", "100").whole_number_between("share", "Share", 1..=100),
        Some(100)
    );
    let mut form = typed("share", "101");
    assert_eq!(form.whole_number_between("share", "Share", 1..=100), None);
    assert_eq!(
        form.problem("share"),
        Some("Share must be between 1 and 100")
    );
}

#[test]
fn an_empty_optional_number_is_no_problem() {
    let mut form = typed("hours", "");
    assert_eq!(form.optional_thousandths("hours", "Hours"), None);
    assert_eq!(form.optional_whole_number("hours", "Hours"), None);
    assert!(!form.is_refused());
    assert_eq!(
        typed("hours", "2").optional_whole_number("hours", "Hours"),
        Some(2)
    );
}

#[test]
fn only_what_was_offered_can_be_chosen() {
    let offered = [Choice::new("north", "North"), Choice::new("south", "South")];
    assert_eq!(
        typed("side", "north")
            .choice("side", "Side", &offered)
            .as_deref(),
        Some("north")
    );
    for wrong in ["", "west"] {
        let mut form = typed("side", wrong);
        assert_eq!(form.choice("side", "A side of the river", &offered), None);
        assert_eq!(form.problem("side"), Some("Select a side of the river"));
    }
    assert_eq!(
        typed("side", "").optional_choice("side", "Side", &offered),
        None
    );
    let mut form = Form::from_pairs([("side", "north"), ("side", "west")]);
    assert!(form.choices("side", "Sides", &offered).is_empty());
    assert_eq!(form.problem("side"), Some("Select sides from the list"));
    assert_eq!(
        typed("side", "south").choices("side", "Sides", &offered),
        ["south"]
    );
}

#[test]
fn abbreviations_keep_their_capitals_within_a_sentence() {
    assert_eq!(within("Postcode"), "postcode");
    assert_eq!(within("UK postcode"), "UK postcode");
    assert_eq!(within("A side"), "a side");
    assert_eq!(within("ż"), "ż");
}

#[test]
fn a_field_is_described_by_its_hint_then_its_problem() {
    let mut form = Form::new();
    assert_eq!(form.described_by("name", ""), "");
    assert_eq!(form.described_by("name", "As on the bill"), "name-hint");
    form.refuse("name", "Enter name");
    assert_eq!(form.described_by("name", ""), "name-error");
    assert_eq!(
        form.described_by("name", "As on the bill"),
        "name-hint name-error"
    );
}

#[test]
fn one_of_very_many_is_chosen_by_its_text_or_a_part_that_no_other_has() {
    let mut offered: Vec<Choice> = (0..=Choice::MOST_LISTED)
        .map(|number| {
            Choice::new(
                format!("key-{number}"),
                format!("Partner {number} of Sefton"),
            )
        })
        .collect();
    let mut form = typed("side", " partner 17 OF sefton ");
    assert_eq!(
        form.choice("side", "Side", &offered).as_deref(),
        Some("key-17")
    );
    assert_eq!(form.shown("side", &offered), "Partner 17 of Sefton");
    let mut form = typed("side", "key-3");
    assert_eq!(
        form.choice("side", "Side", &offered).as_deref(),
        Some("key-3")
    );
    let mut form = typed("side", "19 of");
    assert_eq!(form.choice("side", "Side", &offered), None);
    let several = "‘19 of’ fits Partner 19 of Sefton, Partner 119 of Sefton: type more of the name";
    assert_eq!(form.problem("side"), Some(several));
    assert_eq!(form.shown("side", &offered), "19 of");
    let mut form = typed("side", "Knowsley");
    assert_eq!(form.choice("side", "Side", &offered), None);
    let none = "There is none called ‘Knowsley’: check the name";
    assert_eq!(form.problem("side"), Some(none));
    offered.truncate(Choice::MOST_LISTED);
    let mut form = typed("side", "Partner 17 of Sefton");
    assert_eq!(
        form.choice("side", "Side", &offered),
        None,
        "short lists are listed"
    );
}

#[test]
fn what_is_refused_alone_stays_the_only_word_on_its_field() {
    let mut form = Form::new();
    form.refuse_alone("file", "a.zip is too large");
    form.refuse("file", "Choose a file");
    form.refuse("name", "Enter a name");
    let said: Vec<&str> = form.problems().iter().map(|one| &*one.message).collect();
    assert_eq!(said, ["a.zip is too large", "Enter a name"]);
}
