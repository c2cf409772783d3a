//! What is told of a backup is kept with its line in the log, and what says nothing is refused.

use super::{last, made};
use crate::testing::on_both;
use database::{Scope, log_newest, log_ways};

#[test]
fn p5e_a_backup_that_was_told_of_is_kept_with_when_and_where() {
    on_both(|test| {
        assert_eq!(test.read(last), None);
        let scope = Scope::command(test.organisation_id, "backup-made");
        made(&test.app, scope, " the other site ").unwrap();
        let kept = test.read(last).unwrap();
        assert_eq!((kept.made_at, &*kept.place), (test.now(), "the other site"));
        let newest = test.read(|read| Ok(log_newest(read, i64::MAX, 1)?));
        assert_eq!(newest[0].action, "made backup");
        let number = newest[0].number;
        let ways = test.read(|read| Ok(log_ways(read, (number, number))?));
        assert_eq!(ways[&number], "command backup-made");
    });
}

#[test]
fn a_backup_of_no_place_or_of_an_endless_one_is_refused() {
    on_both(|test| {
        for place in ["", "  ", &"x".repeat(201)] {
            made(&test.app, test.scope(), place).unwrap_err();
        }
        assert_eq!(test.read(last), None);
    });
}
