//! Who is in the example.

use domain::people::Role;

/// Somebody in the example.
#[derive(Debug)]
pub(crate) struct Actor {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) role: Role,
}

/// Everybody; the first of each role is the one whose link is printed.
pub(crate) const ACTORS: &[Actor] = &[
    Actor {
        name: "Sam Okafor",
        email: "sam@mersey-learning.example",
        role: Role::Staff,
    },
    Actor {
        name: "Niamh Byrne",
        email: "niamh@mersey-learning.example",
        role: Role::Staff,
    },
    Actor {
        name: "Leila Hassan",
        email: "leila@mersey-learning.example",
        role: Role::Lead,
    },
    Actor {
        name: "Gareth Pugh",
        email: "gareth@mersey-learning.example",
        role: Role::Governance,
    },
    Actor {
        name: "Margaret Adeyemi",
        email: "margaret@mersey-learning.example",
        role: Role::Governance,
    },
    Actor {
        name: "Aisha Rahman",
        email: "aisha@audit.example",
        role: Role::Auditor,
    },
    Actor {
        name: "Colin Webb",
        email: "colin@region.example",
        role: Role::Commissioner,
    },
    Actor {
        name: "Dee Molloy",
        email: "dee@mersey-learning.example",
        role: Role::Administrator,
    },
];
