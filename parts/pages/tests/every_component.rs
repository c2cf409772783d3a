//! A page with every component once, checked as its reader's browser would read it.
#![expect(
    clippy::unwrap_used,
    reason = "a broken page must stop the test that reads it"
)]

#[path = "../examples/gallery/pages.rs"]
mod gallery;

use std::collections::BTreeSet;

use askama::Template;
use gallery::{Gallery, Panel, refused};
use pages::Form;

/// The values of an attribute, in their order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    page.split(&format!(" {attribute}=\""))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

fn title(page: &str) -> &str {
    page.split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap()
}

fn pages() -> [String; 3] {
    [
        Gallery::new(Form::new()).render().unwrap(),
        Gallery::new(refused()).render().unwrap(),
        Panel::new().render().unwrap(),
    ]
}

#[test]
fn nothing_typed_becomes_markup() {
    for page in pages() {
        assert!(!page.contains("<script"), "a script got through");
        assert!(!page.contains('\0'));
    }
    let page = Gallery::new(refused()).render().unwrap();
    assert!(
        page.contains("value=\"&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;\""),
        "{page}"
    );
    assert!(
        page.contains(">\n&#60;/textarea&#62;\u{fffd}</textarea>"),
        "{page}"
    );
}

#[test]
fn every_id_stands_once() {
    for page in pages() {
        let all = values(&page, "id");
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), different.len(), "{all:?}");
    }
}

#[test]
fn every_label_and_description_leads_to_something() {
    for page in pages() {
        let ids: BTreeSet<_> = values(&page, "id").into_iter().collect();
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for id in values(&page, attribute)
                .iter()
                .flat_map(|value| value.split(' '))
            {
                assert!(
                    ids.contains(id),
                    "{attribute} names {id}, which is not there"
                );
            }
        }
    }
}

#[test]
fn every_field_has_a_label() {
    for page in pages() {
        let labelled: BTreeSet<_> = values(&page, "for").into_iter().collect();
        for tag in page.split('<').filter(|tag| {
            ["input ", "select ", "textarea "]
                .iter()
                .any(|start| tag.starts_with(start))
                && !tag.contains("type=\"hidden\"")
        }) {
            let id = values(tag, "id")[0];
            assert!(labelled.contains(id), "{id} has no label");
        }
    }
}

#[test]
fn every_problem_stands_in_the_summary_and_beside_its_field() {
    let form = refused();
    let page = Gallery::new(form.clone()).render().unwrap();
    let ids: BTreeSet<_> = values(&page, "id").into_iter().collect();
    assert_eq!(
        form.problems().len(),
        14,
        "one per field and one for the whole form"
    );
    for problem in form
        .problems()
        .iter()
        .filter(|problem| !problem.field.is_empty())
    {
        let (field, message) = (&problem.field, &problem.message);
        assert!(
            page.contains(&format!("<a href=\"#{field}\">{message}</a>")),
            "{field}"
        );
        assert!(
            ids.contains(field.as_str()),
            "the summary's link to {field} leads nowhere"
        );
        let beside = format!("<p id=\"{field}-error\" class=\"govuk-error-message\">");
        let text = page
            .split(&beside)
            .nth(1)
            .unwrap_or_else(|| panic!("{field} says nothing"));
        assert!(text.starts_with(&format!(
            "<span class=\"govuk-visually-hidden\">Error:</span> {message}</p>"
        )));
        let described = values(&page, "aria-describedby").concat();
        assert!(
            described.contains(&format!("{field}-error")),
            "{field} is not described by its problem"
        );
    }
    assert!(page.contains("<li>The log book is closed</li>"));
}

#[test]
fn the_title_says_that_something_is_wrong_only_when_it_is() {
    let [calm, wrong, _] = pages();
    assert_eq!(title(&calm), "Gallery – Commonweal");
    assert_eq!(title(&wrong), "Error: Gallery – Commonweal");
    assert!(!calm.contains("govuk-error-summary\""));
}

#[test]
fn what_was_chosen_stays_chosen() {
    let page = Gallery::new(refused()).render().unwrap();
    assert!(page.contains("<option value=\"wear\" selected>"));
    assert!(page.contains("id=\"tide-2\" name=\"tide\" type=\"radio\" value=\"tyne\" checked"));
    assert!(page.contains("id=\"checks\" name=\"checks\" type=\"checkbox\" value=\"cam\" checked"));
    assert!(
        page.contains("id=\"checks-2\" name=\"checks\" type=\"checkbox\" value=\"tyne\" checked")
    );
    assert_eq!(page.matches(" checked").count(), 3);
    assert!(page.contains("name=\"held_day\" type=\"text\" inputmode=\"numeric\" value=\"31\""));
}

#[test]
fn a_page_needs_no_script_no_inline_style_and_nobody_elses_server() {
    for page in pages() {
        for wrong in [
            "<script",
            " style=\"",
            " onclick=",
            "http://",
            "https://",
            "javascript:",
        ] {
            assert!(!page.contains(wrong), "{wrong}");
        }
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\""));
        assert_eq!(page.matches("<h1").count(), 1);
    }
}

#[test]
fn every_form_that_posts_carries_the_token() {
    for page in pages() {
        let forms: Vec<_> = page.split("<form ").skip(1).collect();
        assert!(!forms.is_empty());
        for form in forms {
            let body = form.split("</form>").next().unwrap();
            assert!(
                body.contains("<input type=\"hidden\" name=\"csrf\" value=\"token-1\">"),
                "{body}"
            );
        }
    }
}

#[test]
fn a_macro_added_to_the_components_is_added_to_the_gallery() {
    let shown = [
        include_str!("../examples/gallery/gallery.html"),
        include_str!("../examples/gallery/panel.html"),
        include_str!("../templates/components.html"),
    ]
    .concat();
    for start in include_str!("../templates/components.html")
        .split("{% macro ")
        .skip(1)
    {
        let name = start.split('(').next().unwrap();
        let called =
            shown.contains(&format!("call c::{name}(")) || shown.contains(&format!("call {name}("));
        assert!(called, "{name} stands nowhere in the gallery");
    }
}
