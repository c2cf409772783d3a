//! What such a policy says is done, and with whom.

use super::{Check, check};

pub(super) const CHECKS: [Check; 9] = [
    check(
        "P2.1a",
        "P2.1",
        &[
            &["complementary", "employees"],
            &["employees we offer"],
            &["for our employees"],
        ],
        "What is offered to staff goes on: wellbeing, services, time off, training",
        ("The activities", "/activities"),
    ),
    check(
        "P2.1b",
        "P2.1",
        &[&["nt20"], &["sustained employment"]],
        "More local people are in lasting employment",
        ("The dashboard", "/dashboard"),
    ),
    check(
        "P2.1c",
        "P2.1",
        &[&["complementary", "learners"], &["learners we offer"]],
        "What is offered to learners goes on: employability, healthy living, mental health, salon, outdoors",
        ("The activities", "/activities"),
    ),
    check(
        "P2.1d",
        "P2.1",
        &[&["nt7"], &["training opportunities"]],
        "Learners complete training, find lasting work and gain confidence",
        ("Learners and their returns", "/learners"),
    ),
    check(
        "P2.2a",
        "P2.2",
        &[&["growth:"], &["employers"]],
        "Employers help with skills, and partnerships are made in the region",
        ("Counted from the registers", "/activities/registers"),
    ),
    check(
        "P2.2b",
        "P2.2",
        &[&["social:"], &["community"]],
        "Community partnerships are active, and learners take part",
        ("Counted from the registers", "/activities/registers"),
    ),
    check(
        "P2.2c",
        "P2.2",
        &[&["innovation:"], &["pilots"]],
        "Something new is tried every year, and its outcome is known",
        ("Counted from the registers", "/activities/registers"),
    ),
    check(
        "P3a",
        "P3",
        &[&["current partners"], &["work with us"], &["collaborates"]],
        "It is known what each partner does, who speaks for it and what was agreed",
        ("The partners", "/partners"),
    ),
    check(
        "P3b",
        "P3",
        &[
            &["pre-approval"],
            &["checklist", "appendix"],
            &["new partner"],
        ],
        "No partnership begins before it is approved",
        ("The partners", "/partners"),
    ),
];
