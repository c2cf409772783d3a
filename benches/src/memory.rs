//! How much memory some work needs at its highest, as Linux counts it.

use crate::Fault;

/// Does some work, and says by how many kilobytes this process grew at its highest.
///
/// # Errors
/// When the work fails, or the system does not say.
pub fn highest<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<(T, u64), Fault> {
    // Tells the system to forget the highest so far.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = kilobytes("VmRSS:")?;
    let done = work()?;
    Ok((done, kilobytes("VmHWM:")?.saturating_sub(before)))
}

fn kilobytes(name: &str) -> Result<u64, Fault> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let digits = line.and_then(|line| line.split_whitespace().next());
    Ok(digits.ok_or("the system does not say")?.parse()?)
}
