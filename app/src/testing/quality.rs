//! What every page must be, checked on each page that any test fetches: one heading that the title
//! repeats, unique ids, a label for every field, no script and no style of its own, and the token in
//! every form of a signed-in person.

use scraper::{Html, Selector};
use std::collections::BTreeSet;

/// Panics with the fault when a page is not as it must be.
pub(super) fn check(html: &str, status: u16) {
    let page = Html::parse_document(html);
    let select = |what: &str| {
        let selector = Selector::parse(what).unwrap();
        page.select(&selector).collect::<Vec<_>>()
    };
    let words = |what: &str| -> Vec<String> {
        select(what)
            .iter()
            .map(|found| {
                found
                    .text()
                    .flat_map(str::split_whitespace)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    };
    let headings = words("h1");
    assert_eq!(
        headings.len(),
        1,
        "one heading of the first level, not {headings:?}"
    );
    let title = words("head title").join(" ");
    assert!(title.ends_with("– Commonweal"), "title: {title}");
    if status == 422 {
        assert!(
            title.starts_with("Error: "),
            "a refused page says so in its title: {title}"
        );
        assert!(!select(".govuk-error-summary a[href], .govuk-error-summary li").is_empty());
    }
    let mut ids = BTreeSet::new();
    for element in select("[id]") {
        let id = element.value().attr("id").unwrap_or_default();
        assert!(ids.insert(id.to_owned()), "the id {id} is there twice");
    }
    for link in select(".govuk-error-summary a[href]") {
        let target = link
            .value()
            .attr("href")
            .unwrap_or_default()
            .trim_start_matches('#');
        assert!(
            ids.contains(target),
            "the summary links to ‘{target}’, which is not on the page"
        );
    }
    let labels: BTreeSet<&str> = select("label[for]")
        .iter()
        .filter_map(|label| label.value().attr("for"))
        .collect();
    for field in select("input:not([type=hidden]), select, textarea") {
        let id = field.value().attr("id").unwrap_or_default();
        let is_named = labels.contains(id) || field.value().attr("aria-label").is_some();
        assert!(is_named, "the field ‘{id}’ has no label");
    }
    assert!(
        select("script, [style], style, [onclick]").is_empty(),
        "script or style in the page"
    );
    for form in select("form[method=post]") {
        let is_signed_in = !select("form[action='/sign-out']").is_empty();
        let has_token = form
            .select(&Selector::parse("input[name=csrf]").unwrap())
            .next()
            .is_some();
        assert!(
            !is_signed_in || has_token,
            "a form without its token: {:?}",
            form.value().attr("action")
        );
    }
    let levels: Vec<u8> = select("main h1, main h2, main h3, main h4")
        .iter()
        .filter_map(|heading| {
            heading
                .value()
                .name()
                .bytes()
                .nth(1)
                .map(|digit| digit - b'0')
        })
        .collect();
    for (before, after) in levels.iter().zip(levels.iter().skip(1)) {
        assert!(*after <= before + 1, "headings skip a level: {levels:?}");
    }
}
