//! The quarterly return (P5a): how a figure stands against its target, the four states a return goes
//! through and who may take it from one to the next, and the exact bytes that a sign-off seals. A
//! signed return is never changed by anything here: no such function exists.

mod agreeing;
mod canonical;
mod deadline;
mod forecast;
mod name;
mod printed;
mod question;
mod rating;
mod restating;
mod returns;
mod seal;
mod shares;

pub use agreeing::{
    Covers, DelegateRefused, Delegation, Quorum, Voice, VoiceRefused, may_delegate, may_speak,
};
pub use canonical::{canonical_json, sha256_of};
pub use deadline::{Deadlines, LateRefused, TimedStep, late_reason};
pub use forecast::{Elapsed, METHOD};
pub use name::ReturnName;
pub use printed::PrintedReturn;
pub use question::{AnswerRefused, AskRefused, answer, ask};
pub use rating::{Rating, Thresholds, rate};
pub use restating::{
    Because, DropRefused, Figure, FigureDifference, Newest, RestateRefused, Why, WordDifference,
    figure_differences, may_drop, may_restate, word_differences,
};
pub use returns::{
    Act, Facts, Figures, PrepareRefused, Readiness, Return, ReviewRefused, SendBackRefused,
    SignOffRefused,
};
pub use seal::{
    CountedElsewhere, MEANING, SealRefused, SealedAct, SealedAdjustment, SealedAgreement,
    SealedAmount, SealedArea, SealedBeside, SealedCaseStudy, SealedDone, SealedElsewhere,
    SealedFor, SealedGrade, SealedLateness, SealedMeasure, SealedOrganisation, SealedPart,
    SealedPartner, SealedPeriod, SealedQuestion, SealedRecovery, SealedRemark, SealedRestates,
    SealedReturn, SealedSignOff, SealedTheme, SealedVariance,
};
pub use shares::{GradeShare, GradeShares};
