//! What every page must be, checked on each page that any test fetches: one heading that the title
//! repeats, unique ids, a label for every field, no script and no style of its own, and the token in
//! every form of a signed-in person.

use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

/// Panics with the fault when a page is not as it must be.
pub(super) fn check(html: &str, status: u16) {
    let page = Html::parse_document(html);
    heading_and_title(&page, status);
    ids_and_labels(&page);
    nothing_that_runs(&page);
    heading_levels(&page);
}

fn select<'a>(page: &'a Html, what: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(what).unwrap()).collect()
}

fn words(page: &Html, what: &str) -> Vec<String> {
    let words = |found: &ElementRef<'_>| {
        found
            .text()
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ")
    };
    select(page, what).iter().map(words).collect()
}

fn heading_and_title(page: &Html, status: u16) {
    let headings = words(page, "h1");
    assert_eq!(
        headings.len(),
        1,
        "one heading of the first level, not {headings:?}"
    );
    let title = words(page, "head title").join(" ");
    assert!(title.ends_with("– Commonweal"), "title: {title}");
    if status == 422 {
        assert!(
            title.starts_with("Error: "),
            "a refused page says so in its title: {title}"
        );
        assert!(
            !select(page, ".govuk-error-summary li").is_empty(),
            "no error summary"
        );
    }
}

fn ids_and_labels(page: &Html) {
    let mut ids = BTreeSet::new();
    for element in select(page, "[id]") {
        let id = element.value().attr("id").unwrap_or_default();
        assert!(ids.insert(id.to_owned()), "the id {id} is there twice");
    }
    for link in select(page, ".govuk-error-summary a[href]") {
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
    let labels: BTreeSet<&str> = select(page, "label[for]")
        .iter()
        .filter_map(|label| label.value().attr("for"))
        .collect();
    for field in select(page, "input:not([type=hidden]), select, textarea") {
        let id = field.value().attr("id").unwrap_or_default();
        let is_named = labels.contains(id) || field.value().attr("aria-label").is_some();
        assert!(is_named, "the field ‘{id}’ has no label");
    }
}

fn nothing_that_runs(page: &Html) {
    let found = select(page, "script, [style], style, [onclick]");
    assert!(found.is_empty(), "script or style in the page");
    let is_signed_in = !select(page, "form[action='/sign-out']").is_empty();
    let token = Selector::parse("input[name=csrf]").unwrap();
    for form in select(page, "form[method=post]") {
        let has_token = form.select(&token).next().is_some();
        let action = form.value().attr("action");
        assert!(
            !is_signed_in || has_token,
            "a form without its token: {action:?}"
        );
    }
}

fn heading_levels(page: &Html) {
    let levels: Vec<u8> = select(page, "main h1, main h2, main h3, main h4")
        .iter()
        .filter_map(|heading| heading.value().name().strip_prefix('h')?.parse().ok())
        .collect();
    for (before, after) in levels.iter().zip(levels.iter().skip(1)) {
        assert!(*after <= before + 1, "headings skip a level: {levels:?}");
    }
}
