//! A second look at what was forgotten: a line of the log whose content is gone without a
//! disposal or a request behind it is named.

use super::store;
use crate::failure::Failure;
use database::{Read, absent_contents};

/// Lines of the log whose content was forgotten, and those of which nobody knows why it is gone.
pub(crate) fn forgotten(read: &mut Read<'_>) -> Result<(i64, Vec<String>), Failure> {
    let (mut count, mut differences) = (0_i64, Vec::new());
    let mut after = 0;
    loop {
        let page = absent_contents(read, after, 1_000)?;
        let Some(last) = page.last() else { break };
        after = *last;
        for number in page {
            count = count.saturating_add(1);
            if store::forgetting::is_forgotten(read, number)?.is_none() {
                differences.push(format!(
                    "the content of log entry {number} is gone, and no disposal or request took it"
                ));
            }
        }
    }
    Ok((count, differences))
}
