//! What is signed stays as it was (G7): every address that takes a form is tried on a year that is signed, as
//! whoever may use it, and not one digit of it differs afterwards. A new address is tried by itself, since the
//! list is that of all addresses.

use crate::routes::{Access, ENDING, ROUTES, Route};
use crate::testing::TestApp;
use crate::testing::example::{Form, forms};
use database::Row;
use domain::people::Role;
use std::collections::BTreeMap;

/// The quarters of the example's signed year.
const SIGNED: &str = "quarter IN ('2025-26-q1', '2025-26-q2', '2025-26-q3', '2025-26-q4')";

/// Everything that is signed: the bytes of each seal, and what the ledger sums for their quarters.
fn signed(test: &TestApp) -> BTreeMap<String, Vec<u8>> {
    let asked = [
        (
            "seal",
            "SELECT id, record_kind, record_id, content, content_sha256, sealed_at FROM seal
             WHERE organisation_id = ?1 ORDER BY id"
                .to_owned(),
        ),
        (
            "total",
            format!(
                "SELECT quarter, part, measure_id, part_key, grade, quantity_thousandths,
                   additional_thousandths, entries FROM totals
                 WHERE organisation_id = ?1 AND {SIGNED}
                 ORDER BY quarter, part, measure_id, part_key, grade"
            ),
        ),
        (
            "entry",
            format!(
                "SELECT id, quantity_thousandths, additional_thousandths, happened_on, area_code,
                   partner_id FROM entry WHERE organisation_id = ?1 AND {SIGNED} ORDER BY id"
            ),
        ),
    ];
    let mut found = BTreeMap::new();
    for (what, sql) in asked {
        let rows = test.read(|read| Ok(read.query(&sql, &[read.organisation_id().into()])?));
        for (number, row) in rows.iter().enumerate() {
            found.insert(format!("{what} {number:05}"), row.canonical());
        }
    }
    found
}

/// What differs between two of them.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(other.keys());
    let differs = |name: &&String| one.get(*name) != other.get(*name);
    names.filter(differs).cloned().collect()
}

/// Records that a signed figure rests on, or that belong to it, by the beginning of their address.
const RECORDS: [(&str, &str); 19] = [
    (
        "/entries/",
        "SELECT id FROM entry WHERE organisation_id = ?1 AND quarter = '2025-26-q1'",
    ),
    (
        "/sessions/",
        "SELECT session_id FROM entry WHERE organisation_id = ?1 AND quarter = '2025-26-q1'
       AND session_id IS NOT NULL",
    ),
    (
        "/activities/",
        "SELECT activity_id FROM entry WHERE organisation_id = ?1
       AND quarter = '2025-26-q1' AND activity_id IS NOT NULL",
    ),
    (
        "/evidence/",
        "SELECT l.evidence_id FROM evidence_link l JOIN entry e
       ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
       WHERE e.organisation_id = ?1 AND e.quarter = '2025-26-q1'",
    ),
    (
        "/measures/",
        "SELECT measure_id FROM entry WHERE organisation_id = ?1 AND quarter = '2025-26-q1'",
    ),
    (
        "/double-counts/",
        "SELECT measure_id FROM entry WHERE organisation_id = ?1",
    ),
    (
        "/partners/",
        "SELECT partner_id FROM entry WHERE organisation_id = ?1 AND partner_id IS NOT NULL",
    ),
    (
        "/imports/",
        "SELECT import_id FROM entry WHERE organisation_id = ?1 AND import_id IS NOT NULL",
    ),
    (
        "/contracts/",
        "SELECT id FROM contract WHERE organisation_id = ?1",
    ),
    (
        "/retention/contracts/",
        "SELECT id FROM contract WHERE organisation_id = ?1",
    ),
    (
        "/themes/",
        "SELECT id FROM theme WHERE organisation_id = ?1",
    ),
    (
        "/objectives/",
        "SELECT id FROM objective WHERE organisation_id = ?1",
    ),
    (
        "/case-studies/",
        "SELECT id FROM case_study WHERE organisation_id = ?1",
    ),
    (
        "/recovery-actions/",
        "SELECT id FROM recovery_action WHERE organisation_id = ?1",
    ),
    (
        "/follow-ups/",
        "SELECT id FROM follow_up WHERE organisation_id = ?1",
    ),
    (
        "/questionnaires/",
        "SELECT id FROM questionnaire_round WHERE organisation_id = ?1",
    ),
    (
        "/proposals/",
        "SELECT id FROM proposed_change WHERE organisation_id = ?1",
    ),
    (
        "/feedback/actions/",
        "SELECT id FROM feedback_action WHERE organisation_id = ?1",
    ),
    (
        "/policy/",
        "SELECT id FROM policy WHERE organisation_id = ?1",
    ),
];

fn records(test: &TestApp, route: &Route) -> Vec<String> {
    let nobody = vec!["0198c0de-0000-7000-8000-000000000000".to_owned()];
    let of = RECORDS
        .iter()
        .rev()
        .find(|(begins, _)| route.path.starts_with(begins));
    let Some((_, sql)) = of else { return nobody };
    let rows = test.read(|read| Ok(read.query(sql, &[read.organisation_id().into()])?));
    let id = |row: &Row| row.id(0).unwrap().to_string();
    let mut found: Vec<String> = rows.iter().map(id).collect();
    found.sort();
    found.dedup();
    found.truncate(2);
    if found.is_empty() { nobody } else { found }
}

/// The addresses of a route on what is signed.
fn addresses(test: &TestApp, route: &Route) -> Vec<String> {
    let filled = |record: &String| {
        let part = |part: &str| match part {
            "{quarter}" => "2025-26-q1".to_owned(),
            "{year}" | "{name}" => "2025-26".to_owned(),
            "{kind}" => "entry".to_owned(),
            "{check}" => "quality".to_owned(),
            "{stage}" => "start".to_owned(),
            "{question}" => "wellbeing".to_owned(),
            part if part.starts_with('{') => record.clone(),
            part => part.to_owned(),
        };
        let path: Vec<String> = route
            .path
            .replace(ENDING, ".html")
            .split('/')
            .map(part)
            .collect();
        path.join("/")
    };
    records(test, route).iter().map(filled).collect()
}

/// What somebody would type into a field.
fn typed(name: &str) -> &'static str {
    match name {
        name if name.contains("day") => "10",
        name if name.contains("month") => "9",
        name if name.contains("year") => "2025",
        name if name.contains("area") => "E08000012",
        name if name.contains("password") => "three unrelated words",
        name if name.contains("email") => "somebody@new.example",
        "quantity" | "people" | "minutes" | "percent" | "number" | "hours" => "77",
        _ => "A reason to change it",
    }
}

/// The form with everything filled in that was blank, once for each thing its buttons do.
fn filled(form: &Form) -> Vec<Vec<(String, String)>> {
    let fill = |(name, value): &(String, String)| {
        let value = if value.is_empty() { typed(name) } else { value };
        (name.clone(), value.to_owned())
    };
    let all: Vec<(String, String)> = form.fields.iter().map(fill).collect();
    let (buttons, mut rest): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(name, _)| name == "action" || name == "act");
    for (name, value) in [("quantity", "77"), ("reason", "Changed"), ("grade", "4")] {
        if !rest.iter().any(|(known, _)| known == name) {
            rest.push((name.to_owned(), value.to_owned()));
        }
    }
    if buttons.is_empty() {
        return vec![rest];
    }
    let with = |button: (String, String)| [rest.clone(), vec![button]].concat();
    buttons.into_iter().map(with).collect()
}

/// What is sent to an address: the forms of its page, or of the page of its record, or a form made up.
fn sent(test: &TestApp, role: Role, address: &str) -> Vec<Vec<(String, String)>> {
    let visitor = test.visitor(role).unchecked();
    let page = visitor.get(address);
    let above = address.rsplit_once('/').map_or("/", |(above, _)| above);
    let above = if above.is_empty() { "/" } else { above };
    let mut found = Vec::new();
    for html in [page.html, visitor.get(above).html] {
        let forms = forms(&html);
        let fits = |form: &&Form| form.action.is_empty() || form.action == address;
        found.extend(forms.iter().filter(fits).flat_map(filled));
    }
    found.push(
        filled(&Form {
            action: address.to_owned(),
            fields: vec![
                ("action".to_owned(), "prepare".to_owned()),
                ("action".to_owned(), "keep".to_owned()),
                ("read".to_owned(), "yes".to_owned()),
            ],
            file: None,
        })[0]
            .clone(),
    );
    found
}

/// Every form that can be sent to an address that takes one: by whom, where and what.
type Sent = (&'static Route, Role, String, Vec<(String, String)>);

fn everything_sent(test: &TestApp, route: &'static Route) -> Vec<Sent> {
    let roles = match route.access {
        Access::Anyone | Access::SignedIn => &[Role::Lead][..],
        Access::May(action) => action.roles(),
    };
    let mut all = Vec::new();
    for address in addresses(test, route) {
        for role in roles.iter().take(2) {
            let forms = sent(test, *role, &address).into_iter();
            all.extend(forms.map(|fields| (route, *role, address.clone(), fields)));
        }
    }
    all
}

#[test]
fn g7_no_address_at_all_changes_what_is_signed() {
    let test = TestApp::example();
    let before = signed(&test);
    let seals = before.keys().filter(|name| name.starts_with("seal"));
    assert!(seals.count() >= 5 && before.len() > 100, "{}", before.len());
    let (mut tried, mut done) = (0, BTreeMap::new());
    let posts = ROUTES.iter().filter(|route| route.method == "POST");
    for (route, role, address, fields) in posts.flat_map(|route| everything_sent(&test, route)) {
        let fields = fields.iter();
        let fields: Vec<(&str, &str)> = fields.map(|(name, value)| (&**name, &**value)).collect();
        let page = test.visitor(role).unchecked().post(&address, &fields);
        assert!(page.status < 500, "{address}: {}", page.text());
        tried += 1;
        if page.status == 303 && page.location != "/sign-in" {
            *done.entry(route.path).or_insert(0) += 1;
            let found = differing(&before, &signed(&test));
            assert!(
                found.is_empty(),
                "{address} as {role:?}: {found:?} {fields:?}"
            );
        }
    }
    assert_eq!(differing(&before, &signed(&test)), Vec::<String>::new());
    println!("{tried} forms were sent, and these were taken: {done:?}");
    // The control: many were taken, those that touch signed figures among them.
    assert!(done.len() > 35, "{done:?}");
    for path in ["/entries/{id}/correct", "/returns/{quarter}/restate"] {
        assert!(done.contains_key(path), "{path}: {done:?}");
    }
    let page = test.visitor(Role::Auditor).get("/returns/2025-26-q1");
    assert_eq!(page.status, 200);
}

#[test]
fn g7_a_signed_figure_that_was_changed_would_be_found() {
    let test = TestApp::example();
    let before = signed(&test);
    for sql in [
        "UPDATE seal SET content = content || ' ' WHERE organisation_id = ?1 AND record_id = '2025-26-q1'",
        "UPDATE totals SET quantity_thousandths = quantity_thousandths + 1
         WHERE organisation_id = ?1 AND quarter = '2025-26-q2' AND part = 'whole'",
        "UPDATE entry SET additional_thousandths = additional_thousandths + 1
         WHERE organisation_id = ?1 AND quarter = '2025-26-q3'",
    ] {
        let was = signed(&test);
        let values = [test.organisation_id.into()];
        let rows = test.behind_the_log(|connection| connection.execute(sql, &values));
        assert!(rows > 0, "{sql}");
        assert!(!differing(&was, &signed(&test)).is_empty(), "{sql}");
    }
    assert!(differing(&before, &signed(&test)).len() > 2);
}
