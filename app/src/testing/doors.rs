//! Every door of the house: each route tried by each role and by strangers, forms from other sites,
//! and the headers of every answer.

use super::{TestApp, Visitor, on_both};
use crate::routes::{Access, ENDING, ROUTES, Route};
use axum::body::Body;
use axum::http::Request;
use domain::people::{Role, may};

/// A path with something that does not exist in each of its places.
fn nowhere(route: &Route) -> String {
    let key = "0198c0de-0000-7000-8000-000000000000";
    route
        .path
        .replace(ENDING, ".html")
        .split('/')
        .map(|part| if part.starts_with('{') { key } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn knock(visitor: &Visitor<'_>, route: &Route) -> super::Page {
    let path = nowhere(route);
    if route.method == "GET" {
        visitor.get(&path)
    } else {
        visitor.post(&path, &[])
    }
}

fn walk(test: &TestApp, role: Role) {
    for route in ROUTES {
        let page = knock(&test.visitor(role), route);
        let name = format!("{} {} as {}", route.method, route.path, role.key());
        assert!(page.status < 500, "{name}: {}", page.status);
        let allowed = match route.access {
            Access::Anyone | Access::SignedIn => true,
            Access::May(action) => may(&[role], action),
        };
        assert_eq!(page.status != 403, allowed, "{name}: {}", page.status);
    }
}

#[test]
fn every_route_answers_every_role_as_the_table_says() {
    on_both(|test| Role::ALL.into_iter().for_each(|role| walk(test, role)));
}

#[test]
fn a_stranger_is_asked_to_sign_in_everywhere_but_at_the_front_door() {
    on_both(|test| {
        for route in ROUTES {
            let page = knock(&test.stranger(), route);
            let is_sent_away = page.status == 303 && page.location == "/sign-in";
            let name = format!("{} {}: {}", route.method, route.path, page.status);
            assert_eq!(is_sent_away, route.access != Access::Anyone, "{name}");
        }
    });
}

#[test]
fn a_form_from_another_site_or_without_its_token_changes_nothing() {
    on_both(|test| {
        for route in ROUTES.iter().filter(|route| route.method == "POST") {
            let role = match route.access {
                Access::Anyone | Access::SignedIn => Role::Staff,
                Access::May(action) => *action.roles().first().unwrap(),
            };
            let form = |site: &'static str| {
                Request::post(nowhere(route))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", site)
            };
            let visitor = test.visitor(role);
            let elsewhere = visitor.send(form("cross-site"), Body::empty());
            assert_eq!(elsewhere.status, 400, "{}", route.path);
            let without = visitor.send(form("same-origin"), Body::empty());
            assert_eq!(without.status, 400, "{}", route.path);
            let origin = Request::post(nowhere(route))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", "https://evil.example");
            assert_eq!(
                visitor.send(origin, Body::empty()).status,
                400,
                "{}",
                route.path
            );
        }
    });
}

#[test]
fn every_answer_carries_the_headers_that_keep_others_out() {
    on_both(|test| {
        for path in ["/", "/sign-in", "/no-such-page", "/people"] {
            let page = test.visitor(Role::Administrator).get(path);
            let header = |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap());
            assert_eq!(header("x-content-type-options"), Some("nosniff"));
            assert_eq!(header("cache-control"), Some("no-store"));
            if page.status != 303 {
                let policy = header("content-security-policy").unwrap();
                assert!(policy.starts_with("default-src 'none'"));
                assert!(!policy.contains("unsafe"));
            }
        }
    });
}

#[test]
fn too_much_and_the_wrong_kind_of_body_are_refused_in_words() {
    on_both(|test| {
        let visitor = test.visitor(Role::Administrator);
        let large = "x".repeat(1_100_000);
        visitor
            .post("/people/invite", &[("name", &large)])
            .says("the most is 1 MB");
        let json = Request::post("/people/invite")
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin");
        assert_eq!(visitor.send(json, Body::from("{}")).status, 400);
    });
}

#[test]
fn what_is_not_there_is_a_page_that_says_so() {
    on_both(|test| {
        let page = test.stranger().get("/no/such/page");
        assert_eq!(page.status, 404);
        page.says("Page not found");
    });
}

#[test]
fn a_file_of_a_request_that_is_refused_is_not_kept() {
    on_both(|test| {
        let (empty, text): (&[u8], &[u8]) = (b" \n", b"1. PURPOSE\n\nWe do good.\n");
        let send = |role: Role, content: &[u8]| {
            let visitor = test.visitor(role);
            let page = visitor.upload("/policy/import", &[], ("file", "policy.txt", content));
            (page.status, test.evidence_file(content).exists())
        };
        assert_eq!(send(Role::Lead, empty), (422, false));
        assert_eq!(send(Role::Staff, text), (403, false));
        assert_eq!(send(Role::Lead, text), (303, true));
        assert_eq!(
            send(Role::Staff, text),
            (403, true),
            "it belongs to a record"
        );
    });
}
