//! Coming in, through the pages.

use crate::people::{self, Purpose};
use crate::testing::{TestApp, on_both};
use domain::people::Role;

const PASSWORD: &str = "three unrelated words";

fn link(test: &TestApp, role: Role) -> String {
    let of = Some((test.organisation_id, test.person(role).id));
    let link = people::one_time_link(&test.app, Purpose::SignIn, of, test.now()).unwrap();
    link.strip_prefix(&test.app.base_address)
        .unwrap()
        .to_owned()
}

#[test]
fn a_one_time_link_signs_in_once() {
    on_both(|test| {
        let path = link(test, Role::Staff);
        let visitor = test.stranger();
        visitor.get(&path).says("Welcome, Staff Person");
        assert_eq!(visitor.post(&path, &[("password", "")]).location, "/");
        assert_eq!(visitor.get("/").status, 200);
        test.stranger()
            .post(&path, &[("password", "")])
            .says("This link cannot be used");
    });
}

#[test]
fn a_link_is_too_old_after_three_days() {
    on_both(|test| {
        let path = link(test, Role::Staff);
        test.set_today(jiff::civil::date(2026, 11, 14));
        test.stranger().get(&path).says("This link cannot be used");
    });
}

#[test]
fn a_password_signs_in_and_a_wrong_one_says_nothing_about_the_address() {
    on_both(|test| {
        test.give_password(Role::Lead, PASSWORD);
        let email = test.person(Role::Lead).email.clone();
        let visitor = test.stranger();
        let wrong = visitor.post("/sign-in", &[("email", &email), ("password", "wrong")]);
        let unknown = visitor.post(
            "/sign-in",
            &[("email", "x@y.example"), ("password", "wrong")],
        );
        assert_eq!((wrong.status, unknown.status), (422, 422));
        let words = "The e-mail address or the password is not right";
        wrong.says(words);
        unknown.says(words);
        let right = visitor.post(
            "/sign-in",
            &[("email", &email.to_uppercase()), ("password", PASSWORD)],
        );
        assert_eq!((right.status, right.location.as_str()), (303, "/"));
    });
}

#[test]
fn ten_wrong_passwords_put_the_brake_on_even_for_the_right_one() {
    on_both(|test| {
        test.give_password(Role::Lead, PASSWORD);
        let email = test.person(Role::Lead).email.clone();
        let visitor = test.stranger();
        for _ in 0..10 {
            visitor.post("/sign-in", &[("email", &email), ("password", "wrong")]);
        }
        visitor
            .post("/sign-in", &[("email", &email), ("password", PASSWORD)])
            .says("Too many wrong passwords");
        test.set_today(jiff::civil::date(2026, 11, 11));
        let later = visitor.post("/sign-in", &[("email", &email), ("password", PASSWORD)]);
        assert_eq!(later.status, 303);
    });
}

#[test]
fn a_session_ends_by_signing_out_and_by_itself() {
    on_both(|test| {
        let visitor = test.visitor(Role::Staff);
        assert_eq!(visitor.get("/").status, 200);
        visitor.post("/sign-out", &[]);
        assert_eq!(visitor.get("/").location, "/sign-in");
        let idle = test.visitor(Role::Staff);
        test.set_today(jiff::civil::date(2026, 11, 11));
        assert_eq!(idle.get("/").location, "/sign-in");
    });
}

#[test]
fn somebody_invited_comes_in_and_somebody_ended_is_out_at_once() {
    on_both(|test| {
        let administrator = test.visitor(Role::Administrator);
        let email = format!("new@{}.example", test.organisation_id);
        let page = administrator.post(
            "/people/invite",
            &[
                ("name", "Zoë O’Hara-Núñez"),
                ("email", &email),
                ("roles", "staff"),
                ("roles", "lead"),
            ],
        );
        page.says("One-time link for Zoë O’Hara-Núñez");
        administrator
            .get("/people")
            .says("Staff, Social Value Lead");
        let again = administrator.post(
            "/people/invite",
            &[("name", "X"), ("email", &email), ("roles", "staff")],
        );
        assert_eq!(again.status, 422);
        again.says("Somebody with this e-mail address has been invited already");
        let staff = test.visitor(Role::Staff);
        let path = format!("/people/{}", test.person(Role::Staff).id);
        administrator.post(&path, &[("action", "end")]);
        assert_eq!(staff.get("/").location, "/sign-in");
    });
}

#[test]
fn the_last_administrator_cannot_be_locked_out() {
    on_both(|test| {
        let administrator = test.visitor(Role::Administrator);
        let path = format!("/people/{}", test.person(Role::Administrator).id);
        for form in [&[("action", "end")][..], &[("roles", "staff")][..]] {
            let page = administrator.post(&path, form);
            assert_eq!(page.status, 422);
            page.says("Somebody must stay Administrator");
        }
        assert_eq!(administrator.get("/people").status, 200);
    });
}

#[test]
fn an_easy_or_short_password_is_refused() {
    on_both(|test| {
        let visitor = test.visitor(Role::Staff);
        for (password, words) in [
            ("short", "12 characters or more"),
            ("aaaaaaaaaaaaaaaa", "easy to guess"),
            ("mypassword1234", "easy to guess"),
        ] {
            visitor
                .post("/account/password", &[("password", password)])
                .says(words);
        }
    });
}
