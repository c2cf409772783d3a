//! How long records are kept (P5e): by the rules of the contracts. Nothing that counts can be removed;
//! what may be disposed of, when and by whom would be looked at here too.

use super::Look;
use crate::policy::store::facts;
use domain::obligations;

pub(super) const LOOKS: &[(&str, Look)] = &[("P5e", |read, _, _| {
    Ok(obligations::retention(&facts::retention(read)?))
})];
