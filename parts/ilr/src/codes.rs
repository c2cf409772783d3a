//! The codes of the specification, all years together: what is not in a list is reported and kept.

/// Funding and monitoring types of an aim that are handed on.
const HANDED_ON: [&str; 6] = ["SOF", "FFI", "ACL", "DAM", "RES", "LDM"];

/// Types that are known and not needed.
const KNOWN_TYPES: [&str; 15] = [
    "ACT", "ADL", "ALB", "ASL", "EEF", "EVI", "FLN", "HEM", "HHS", "LSF", "NSA", "POD", "SPP",
    "TBS", "WPP",
];

/// Whether pairs of a type are handed on.
pub(crate) fn is_handed_on(kind: &str) -> bool {
    HANDED_ON.contains(&kind)
}

/// The codes of an element; none where it is not a coded one, or the list is a provider's or an
/// area's own.
pub(crate) fn known(element: &str) -> Option<&'static [&'static str]> {
    let codes: &[&str] = match element {
        "AimType" => &["1", "2", "3", "4", "5"],
        "FundModel" => &[
            "10", "11", "25", "35", "36", "37", "38", "39", "70", "81", "82", "99",
        ],
        "CompStatus" => &["1", "2", "3", "6"],
        "Outcome" => &["1", "2", "3", "6", "7", "8"],
        "EmpStat" => &["10", "11", "12", "98"],
        "TLOut" => &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
        "OutType" => &["EMP", "NPE", "EDU", "VOL", "GAP", "SDE", "OTH"],
        "ESMType" => &[
            "BSI", "EII", "LOE", "LOU", "OET", "PEI", "RON", "SEI", "SEM",
        ],
        "SOF" => &[
            "1", "105", "107", "108", "110", "111", "112", "113", "114", "115", "116", "117",
            "118", "119", "120", "998",
        ],
        "ACL" => &["1", "2", "3", "4", "5", "6", "7"],
        _ => return None,
    };
    Some(codes)
}

/// Whether a funding and monitoring type is known.
pub(crate) fn is_known_type(kind: &str) -> bool {
    is_handed_on(kind) || KNOWN_TYPES.contains(&kind)
}
