//! What a reader outside sees, and what they never see.

use super::*;
use crate::publication::store;
use crate::testing::on_both;
use axum::body::Body;
use axum::http::Request;

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    let value = page.headers.get(name).map(|value| value.to_str().unwrap());
    value.unwrap_or_default()
}

#[test]
fn p5b_an_address_under_public_that_is_off_is_like_any_that_is_not_there() {
    on_both(|test| {
        signed_year(test);
        let unknown = test.stranger().get("/no/such/page");
        for address in [
            "/public",
            "/public/nobody",
            "/public/nobody/style.css",
            "/public/nobody/2025-26",
            "/public/nobody/2025-26/badge.svg",
            "/public/nobody/2025-26/1/report.pdf",
        ] {
            for visitor in [test.stranger(), test.visitor(Role::Lead)] {
                let page = visitor.get(address);
                assert_eq!(page.status, 404, "{address}");
            }
            let page = test.stranger().get(address);
            assert_eq!(page.html, unknown.html, "{address}");
            let headers = |page: &Page| {
                let all = page.headers.iter();
                let mut all: Vec<String> = all
                    .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
                    .collect();
                all.sort();
                all
            };
            assert_eq!(headers(&page), headers(&unknown), "{address}");
        }
    });
}

#[test]
fn p5b_a_year_is_shown_with_its_figures_words_seal_and_files() {
    on_both(|test| {
        let slug = public_year(test);
        let stranger = test.stranger();
        stranger
            .get(&format!("/public/{slug}"))
            .says("Social value of Mersey Learning Works")
            .says("published on 10 November 2026");
        let page = stranger.get(&format!("/public/{slug}/{YEAR}"));
        page.says("Social value 2025-26")
            .says("Governance & Leadership")
            .says("1 of 1 targets met")
            .says("4,938")
            .says("A good year.")
            .says("Start earlier.")
            .says("Ask partners in June.")
            .says("What is not shown, and why")
            .says("Numbers of people from 1 to 4")
            .says("House measures, edition 2026: published by Commonweal, licence CC0-1.0.");
        let seal = test
            .visitor(Role::Auditor)
            .get(&format!("/reports/{YEAR}/seal.json"));
        let sha256 = crate::visit::hex(&domain::monitoring::sha256_of(&seal.bytes));
        page.says(&sha256);
        for (file, media_type) in [
            ("report.pdf", "application/pdf"),
            ("report.html", "text/html; charset=utf-8"),
            ("figures.csv", "text/csv; charset=utf-8"),
            ("cids.jsonld", "application/ld+json"),
        ] {
            let path = format!("/public/{slug}/{YEAR}/1/{file}");
            assert!(page.html.contains(&format!("href=\"{path}\"")), "{file}");
            let kept = stranger.get(&path);
            assert_eq!((kept.status, kept.media_type.as_str()), (200, media_type));
            let sha256 = crate::visit::hex(&domain::monitoring::sha256_of(&kept.bytes));
            page.says(&sha256);
        }
        assert!(page.html.contains("<svg"), "it has a chart");
    });
}

#[test]
fn p5b_no_small_number_and_no_name_of_a_person_is_outside() {
    on_both(|test| {
        let slug = public_year(test);
        let stranger = test.stranger();
        let page = stranger.get(&format!("/public/{slug}/{YEAR}"));
        // Three learners, who are few, are in no figure, rating or bar.
        page.says("fewer than 5")
            .says("not shown")
            .says("One more target is not shown with its figure");
        let issue = test.read(store::issues).remove(0);
        for name in [
            "page.html",
            "report.html",
            "figures.csv",
            "cids.jsonld",
            "badge.svg",
            "style.css",
        ] {
            let file = test.read(|read| store::file(read, issue.id, name)).unwrap();
            let text = String::from_utf8(file.bytes).unwrap();
            for hidden in [LEARNER, CONTACT, "Person", "The office"] {
                assert!(!text.contains(hidden), "{name} says {hidden}");
            }
        }
        let inside = test
            .visitor(Role::Auditor)
            .get(&format!("/reports/{YEAR}/document.html"));
        assert!(
            inside.html.contains("Person"),
            "inside, those who signed are named"
        );
    });
}

/// Sets no cookie, runs nothing, stands in no other page and is found by no search.
fn is_plain(page: &Page) {
    assert!(page.headers.get("set-cookie").is_none());
    assert_eq!(header(page, "cache-control"), "public, no-cache");
    let policy = header(page, "content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'"));
    assert_eq!(header(page, "x-frame-options"), "DENY");
    assert_eq!(header(page, "cross-origin-resource-policy"), "same-origin");
    assert_eq!(header(page, "x-robots-tag"), "noindex, nofollow, noarchive");
    assert!(!page.html.contains("<script") && !page.html.contains("<form"));
}

#[test]
fn p5b_a_public_page_sets_no_cookie_runs_nothing_and_is_known_to_caches() {
    on_both(|test| {
        let slug = public_year(test);
        let address = format!("/public/{slug}/{YEAR}");
        for visitor in [test.stranger(), test.visitor(Role::Lead)] {
            let page = visitor.get(&address);
            is_plain(&page);
        }
        let page = test.stranger().get(&address);
        assert_eq!(page.bytes, test.visitor(Role::Auditor).get(&address).bytes);
        let mark = header(&page, "etag");
        let ask = |mark: &str| {
            let request = Request::get(&address).header("if-none-match", mark);
            test.stranger().send(request, Body::empty())
        };
        let same = ask(mark);
        assert_eq!((same.status, same.bytes.len()), (304, 0));
        assert_eq!(header(&same, "etag"), mark);
        assert_eq!(ask(&format!("\"x\", W/{mark}")).status, 304);
        assert_eq!(ask("\"x\"").status, 200);
        set(test, &[("listed", "yes")]);
        let listed = test.stranger().get(&address);
        assert!(listed.headers.get("x-robots-tag").is_none());
    });
}

#[test]
fn p5b_a_badge_alone_may_stand_on_the_pages_of_others() {
    on_both(|test| {
        let slug = public_year(test);
        let stranger = test.stranger();
        let badge = stranger.get(&format!("/public/{slug}/{YEAR}/badge.svg"));
        assert_eq!(badge.media_type, "image/svg+xml");
        assert_eq!(
            header(&badge, "cross-origin-resource-policy"),
            "cross-origin"
        );
        assert_eq!(header(&badge, "cache-control"), "public, max-age=300");
        let policy = header(&badge, "content-security-policy");
        assert_eq!(policy, "sandbox; default-src 'none'");
        let says = "Social value 2025-26: signed, 1 of 1 targets met";
        assert!(
            badge
                .html
                .contains(&format!("<title id=\"says\">{says}</title>"))
        );
        assert!(badge.html.contains("role=\"img\""));
        for file in ["report.pdf", "badge.svg", "cids.jsonld"] {
            let kept = stranger.get(&format!("/public/{slug}/{YEAR}/1/{file}"));
            let reach = header(&kept, "cross-origin-resource-policy");
            assert_eq!(reach, "same-origin", "{file}");
        }
        test.visitor(Role::Lead)
            .get("/publication")
            .says(&format!("/public/{slug}/{YEAR}/badge.svg\" alt=\"{says}\""));
    });
}

#[test]
fn p1_2a_words_that_may_not_be_passed_on_are_left_out_of_what_everybody_reads() {
    on_both(|test| {
        let sheet = "Theme,Outcome,Code,Measure,Unit\n\
            Closed theme,Closed outcome,HM12,Closed title,hours\n\
            ,Closed outcome,HM1,Closed people,people\n\
            ,Closed outcome,HM16,Closed trees,trees\n";
        let about = [
            ("title", "Own measures"),
            ("edition", "2025"),
            ("publisher", "A Publisher"),
            ("licence", "CC BY-NC-ND 4.0"),
            ("attribution", "Measures by A Publisher"),
            ("permitted", "yes"),
        ];
        let file = ("file", "own.csv", sheet.as_bytes());
        let adopted = test
            .visitor(Role::Lead)
            .upload("/framework/adopt", &about, file);
        assert_eq!(adopted.status, 303, "{}", adopted.text());
        sign_year(test);
        let slug = set(test, &[]);
        assert_eq!(propose(test, Role::Lead).status, 303);
        assert_eq!(publish(test).status, 303);
        let credit = "Own measures, edition 2025: published by A Publisher, licence CC BY-NC-ND 4.0 (no change of its words and values, no passing on, no commercial use). Measures by A Publisher";
        let page = test.stranger().get(&format!("/public/{slug}/{YEAR}"));
        page.says(credit)
            .says("HM12 (its title is not passed on: the licence does not permit it)")
            .says("Theme T1")
            .does_not_say("Closed");
        let issue = test.read(store::issues).remove(0);
        for name in ["report.html", "figures.csv", "cids.jsonld"] {
            let file = test.read(|read| store::file(read, issue.id, name)).unwrap();
            let text = String::from_utf8(file.bytes).unwrap();
            assert!(!text.contains("Closed"), "{name}: {text}");
        }
        // Inside, the words are there, with their credit on every page and in every document.
        for path in [
            format!("/reports/{YEAR}"),
            format!("/reports/{YEAR}/document.html"),
            "/returns/2025-26-q1".to_owned(),
            "/returns/2025-26-q1/document.html".to_owned(),
        ] {
            let page = test.visitor(Role::Commissioner).get(&path);
            page.says("Closed title").says(credit);
        }
        for path in ["/dashboard", "/framework", "/targets", "/entries", "/value"] {
            test.visitor(Role::Staff).get(path).says(credit);
        }
    });
}
