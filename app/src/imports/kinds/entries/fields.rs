//! The columns of a file of entries.

use crate::imports::kinds::{Field, Need};

pub(super) const MEASURE: usize = 0;
pub(super) const DATE: usize = 1;
pub(super) const QUANTITY: usize = 2;
pub(super) const AREA: usize = 3;
pub(super) const REASON: usize = 4;
pub(super) const PARTNER: usize = 5;
pub(super) const CONTRACT: usize = 6;
pub(super) const EXTRA: usize = 7;
pub(super) const REFERENCE: usize = 8;

pub(in crate::imports) static FIELDS: [Field; 9] = [
    Field {
        key: "measure",
        label: "Measure",
        hint: "Its code or its title",
        need: Need::Must,
        known_as: &[
            "measure",
            "measure code",
            "code",
            "kpi",
            "toms",
            "tom",
            "indicator",
            "ref code",
        ],
        example: "HM7",
    },
    Field {
        key: "date",
        label: "Date",
        hint: "When it happened, the day first",
        need: Need::Must,
        known_as: &[
            "date",
            "happened on",
            "when",
            "day",
            "activity date",
            "delivery date",
            "date delivered",
        ],
        example: "14/10/2026",
    },
    Field {
        key: "quantity",
        label: "Quantity",
        hint: "A number, with up to three decimals",
        need: Need::Must,
        known_as: &[
            "quantity", "qty", "number", "amount", "value", "units", "hours", "total", "count",
        ],
        example: "12.5",
    },
    Field {
        key: "area",
        label: "Area",
        hint: "One of your areas, by name or code",
        need: Need::Must,
        known_as: &[
            "area",
            "borough",
            "local authority",
            "authority",
            "district",
            "place",
            "location",
            "council",
        ],
        example: "Knowsley",
    },
    Field {
        key: "reason",
        label: "What was counted",
        hint: "",
        need: Need::Must,
        known_as: &[
            "what was counted",
            "reason",
            "description",
            "what",
            "note",
            "notes",
            "details",
            "activity",
            "comment",
            "comments",
        ],
        example: "Mentoring hours of October",
    },
    Field {
        key: "partner",
        label: "Partner",
        hint: "By name; empty if there was none",
        need: Need::May,
        known_as: &[
            "partner",
            "organisation",
            "delivered with",
            "partner name",
            "supplier",
        ],
        example: "",
    },
    Field {
        key: "contract",
        label: "Contract",
        hint: "By number; empty if there was none",
        need: Need::May,
        known_as: &[
            "contract",
            "contract number",
            "contract no",
            "funding",
            "contract reference",
        ],
        example: "",
    },
    Field {
        key: "extra",
        label: "Extra share in percent",
        hint: "100 when it is empty: all of it would not have happened without our social-value work",
        need: Need::May,
        known_as: &[
            "extra",
            "extra share",
            "extra share in percent",
            "additional",
            "additionality",
            "additional percent",
            "% additional",
        ],
        example: "100",
    },
    Field {
        key: "reference",
        label: "Your reference",
        hint: "What the line is called in your own system, so that it is known again",
        need: Need::May,
        known_as: &[
            "reference",
            "ref",
            "your reference",
            "id",
            "record id",
            "row id",
            "unique id",
        ],
        example: "2026-10-0001",
    },
];
