//! The repository's own rules, as tests that read its tree. Each rule is a function from files to
//! what breaks it; its module holds one test that asks the repository and one on a planted breach, so
//! that no rule passes because it looks at nothing. This crate holds nothing that is shipped.
#![cfg_attr(
    test,
    expect(
        clippy::string_slice,
        reason = "a rule that cuts a text wrongly fails its test"
    )
)]

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod deleting;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod leftovers;
#[cfg(test)]
mod lengths;
#[cfg(test)]
mod links;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod rust;
#[cfg(test)]
mod sentences;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod words;
