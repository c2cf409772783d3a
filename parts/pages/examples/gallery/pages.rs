//! A page with every component once. The gallery writes it to look at, the tests read it.

use askama::Template;
use pages::{Choice, Form, Frame, NavigationItem, Notice, StackPart};

/// Everything but the confirmation.
#[derive(Template)]
#[template(path = "gallery.html")]
pub(crate) struct Gallery {
    frame: Frame,
    form: Form,
    way: Vec<NavigationItem>,
    boat: String,
    rivers: Vec<Choice>,
    outings: Vec<(String, u32)>,
    weather: Vec<StackPart>,
}

/// The page that says it is done.
#[derive(Template)]
#[template(path = "panel.html")]
pub(crate) struct Panel {
    frame: Frame,
}

impl Panel {
    pub(crate) fn new() -> Self {
        Self { frame: frame() }
    }
}

impl Gallery {
    pub(crate) fn new(form: Form) -> Self {
        Self {
            frame: frame(),
            form,
            way: vec![
                NavigationItem::new("Club", "/"),
                NavigationItem::new("Boats", "/boats"),
            ],
            boat: "Skylark <script>alert(1)</script>".into(),
            rivers: vec![
                Choice::new("cam", "Cam"),
                Choice::new("tyne", "Tyne").with_hint("Tidal: ask first"),
                Choice::new("wear", "Wear"),
            ],
            outings: vec![("January".into(), 101), ("February".into(), 202)],
            weather: StackPart::of(&[(4, 20), (3, 30), (2, 20), (1, 20), (0, 10)]),
        }
    }
}

fn frame() -> Frame {
    let items = [
        ("Home", "/"),
        ("Boats", "/boats"),
        ("Outings", "/outings"),
        ("Crew", "/crew"),
        ("Log book", "/log"),
        ("Reports", "/reports"),
        ("Records", "/records"),
    ];
    Frame {
        organisation: "Riverside Rowing Club".into(),
        person_name: Some("Ada Oarsman".into()),
        navigation: items
            .map(|(text, href)| NavigationItem::new(text, href).seen_from("/boats/7"))
            .to_vec(),
        footer: vec![NavigationItem::new("Accessibility", "/accessibility")],
        credits: vec![
            "Measures of a publisher, licence CC BY-NC-ND 4.0 (no commercial use).".into(),
        ],
        notice: Some(Notice {
            title: "Saved".into(),
            text: "The outing is in the log book.".into(),
        }),
        csrf: "token-1".into(),
        path: "/boats/7".into(),
    }
}

/// A form as it comes back with a problem in every kind of field.
pub(crate) fn refused() -> Form {
    let offered = [Choice::new("cam", "Cam")];
    let mut form = Form::from_pairs([
        ("cox", "\"><script>alert(1)</script>"),
        ("held_day", "31"),
        ("held_month", "2"),
        ("held_year", "2026"),
        ("hours", "many"),
        ("note", "</textarea>\0"),
        ("checks", "cam"),
        ("checks", "tyne"),
        ("tide", "tyne"),
        ("river", "wear"),
    ]);
    form.required("cox", "Name of the cox", 10);
    form.date("held", "Date of the outing");
    form.thousandths("hours", "Hours on the water");
    form.whole_number("people", "Number of people");
    form.choice("river", "River", &offered);
    form.choice("tide", "Tide", &offered);
    form.choices("checks", "Checks", &offered);
    form.required("note", "What happened", 4000);
    for field in ["log", "pictures", "camera"] {
        form.refuse(field, format!("Select a file for {field}"));
    }
    form.refuse("password", "Enter your password");
    form.refuse("true_record", "Confirm that this is a true record");
    form.refuse("", "The log book is closed");
    form
}
