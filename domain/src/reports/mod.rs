//! The annual report (P5b): what four signed quarterly returns make of a year, what it says beside
//! the figures, who may prepare and sign it, and the exact bytes a sign-off seals. It reads signed
//! returns and nothing else: an entry that no return has signed is not in it.

mod adding;
mod chapters;
mod counted_once;
mod lint;
mod marks;
mod outcomes;
mod pieces;
mod printed;
mod proposals;
mod seal;
mod sections;
mod states;

pub use chapters::{
    ContractArea, ContractMeasure, PoundsRatio, PoundsRow, PoundsTable, SealedContract,
    SealedFinding, SealedPounds, SealedSaid, ToldStudy,
};
pub use counted_once::CountedOnce;
pub use lint::{EditionInUse, FindingOf, LintGround, ReportFinding, Weight, lint};
pub use marks::{FrozenFigure, Mark, Marks, UnknownMark, with_figures};
pub use outcomes::{
    AreaYear, CountedAdjustment, MeasureYear, Outcomes, PartnerYear, QuarterFigures, QuarterRemark,
    RatedFrom, ThemeYear, coverage_percent, outcomes,
};
pub use printed::{PrintedContracts, PrintedReport, PrintedYear};
pub use proposals::{
    CarryOutRefused, DecideRefused, Effect, NewMeasure, ProposalState, Verdict, may_carry_out,
    may_decide,
};
pub use seal::{
    MEANING, ProposedChange, ReportContent, ReportReturn, ReportSealRefused, SealedReport, hex,
};
pub use sections::{MOST_OWN, ReportSection, in_order};
pub use states::{EditRefused, Missing, PrepareRefused, Report, SignOffRefused, missing};

#[cfg(test)]
mod tests;
