//! The annual report (P5b): what four signed quarterly returns make of a year, what it says beside
//! the figures, who may prepare and sign it, and the exact bytes a sign-off seals. It reads signed
//! returns and nothing else: an entry that no return has signed is not in it.

mod adding;
mod counted_once;
mod outcomes;
mod printed;
mod seal;
mod states;

pub use counted_once::CountedOnce;
pub use outcomes::{
    AreaYear, CountedAdjustment, MeasureYear, Outcomes, PartnerYear, QuarterFigures, QuarterRemark,
    RatedFrom, ThemeYear, coverage_percent, outcomes,
};
pub use printed::{PrintedReport, PrintedYear};
pub use seal::{
    MEANING, ProposedChange, ReportContent, ReportReturn, ReportSealRefused, SealedReport, hex,
};
pub use states::{EditRefused, Missing, PrepareRefused, Report, SignOffRefused, missing};

#[cfg(test)]
mod tests;
