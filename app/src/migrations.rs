//! The schema, migration by migration: one text for both engines. One that was released is never changed.

use database::Migration;

/// In their order; a number is never used twice.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "people",
        text: include_str!("../../migrations/0001_people.sql"),
    },
    Migration {
        number: 2,
        name: "organisation",
        text: include_str!("../../migrations/0002_organisation.sql"),
    },
    Migration {
        number: 3,
        name: "ledger",
        text: include_str!("../../migrations/0003_ledger.sql"),
    },
    Migration {
        number: 4,
        name: "monitoring",
        text: include_str!("../../migrations/0004_monitoring.sql"),
    },
    Migration {
        number: 5,
        name: "policy",
        text: include_str!("../../migrations/0005_policy.sql"),
    },
    Migration {
        number: 6,
        name: "partners",
        text: include_str!("../../migrations/0006_partners.sql"),
    },
    Migration {
        number: 7,
        name: "feedback",
        text: include_str!("../../migrations/0007_feedback.sql"),
    },
    Migration {
        number: 8,
        name: "objectives",
        text: include_str!("../../migrations/0008_objectives.sql"),
    },
    Migration {
        number: 9,
        name: "activities",
        text: include_str!("../../migrations/0009_activities.sql"),
    },
    Migration {
        number: 10,
        name: "passports",
        text: include_str!("../../migrations/0010_passports.sql"),
    },
    Migration {
        number: 11,
        name: "learners",
        text: include_str!("../../migrations/0011_learners.sql"),
    },
    Migration {
        number: 12,
        name: "follow-ups",
        text: include_str!("../../migrations/0012_follow_ups.sql"),
    },
    Migration {
        number: 13,
        name: "questionnaires",
        text: include_str!("../../migrations/0013_questionnaires.sql"),
    },
    Migration {
        number: 14,
        name: "places",
        text: include_str!("../../migrations/0014_places.sql"),
    },
    Migration {
        number: 15,
        name: "double-counts",
        text: include_str!("../../migrations/0015_double_counts.sql"),
    },
    Migration {
        number: 16,
        name: "valuation",
        text: include_str!("../../migrations/0016_valuation.sql"),
    },
    Migration {
        number: 17,
        name: "returns",
        text: include_str!("../../migrations/0017_returns.sql"),
    },
    Migration {
        number: 18,
        name: "reporting",
        text: include_str!("../../migrations/0018_reporting.sql"),
    },
    Migration {
        number: 19,
        name: "evidence",
        text: include_str!("../../migrations/0019_evidence.sql"),
    },
    Migration {
        number: 20,
        name: "figure-codes",
        text: include_str!("../../migrations/0020_figure_codes.sql"),
    },
    Migration {
        number: 21,
        name: "publication",
        text: include_str!("../../migrations/0021_publication.sql"),
    },
    Migration {
        number: 23,
        name: "transparency",
        text: include_str!("../../migrations/0023_transparency.sql"),
    },
    Migration {
        number: 24,
        name: "documents",
        text: include_str!("../../migrations/0024_documents.sql"),
    },
    Migration {
        number: 25,
        name: "policy-changes",
        text: include_str!("../../migrations/0025_policy_changes.sql"),
    },
    Migration {
        number: 26,
        name: "retention",
        text: include_str!("../../migrations/0026_retention.sql"),
    },
    Migration {
        number: 27,
        name: "personal-data",
        text: include_str!("../../migrations/0027_personal_data.sql"),
    },
    Migration {
        number: 30,
        name: "erased-content",
        text: include_str!("../../migrations/0030_erased_content.sql"),
    },
    Migration {
        number: 31,
        name: "hidden-tallies",
        text: include_str!("../../migrations/0031_hidden_tallies.sql"),
    },
    Migration {
        number: 32,
        name: "erased-before",
        text: include_str!("../../migrations/0032_erased_before.sql"),
    },
    Migration {
        number: 33,
        name: "attestation-evidence",
        text: include_str!("../../migrations/0033_attestation_evidence.sql"),
    },
    Migration {
        number: 34,
        name: "letters",
        text: include_str!("../../migrations/0034_letters.sql"),
    },
    Migration {
        number: 36,
        name: "entries-of-import",
        text: include_str!("../../migrations/0036_entries_of_import.sql"),
    },
    Migration {
        number: 37,
        name: "alarms",
        text: include_str!("../../migrations/0037_alarms.sql"),
    },
    Migration {
        number: 38,
        name: "backups",
        text: include_str!("../../migrations/0038_backups.sql"),
    },
];
