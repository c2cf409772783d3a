//! The quarterly return (P5a): how a figure stands against its target, the four states a return goes
//! through and who may take it from one to the next, and the exact bytes that a sign-off seals. A
//! signed return is never changed by anything here: no such function exists.

mod canonical;
mod printed;
mod question;
mod rating;
mod returns;
mod seal;
mod shares;

pub use canonical::{canonical_json, sha256_of};
pub use printed::PrintedReturn;
pub use question::{AnswerRefused, AskRefused, answer, ask};
pub use rating::{Rating, Thresholds, rate};
pub use returns::{
    Act, Facts, Figures, PrepareRefused, Readiness, Return, ReviewRefused, SendBackRefused,
    SignOffRefused,
};
pub use seal::{
    MEANING, SealRefused, SealedAct, SealedAdjustment, SealedAmount, SealedArea, SealedElsewhere,
    SealedGrade, SealedMeasure, SealedOrganisation, SealedPartner, SealedPeriod, SealedQuestion,
    SealedRemark, SealedReturn, SealedSignOff, SealedTheme,
};
pub use shares::{GradeShare, GradeShares};
