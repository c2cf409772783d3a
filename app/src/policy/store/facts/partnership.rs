//! Facts of partners and their checklist (P3, appendix A).

use super::{counts, names};
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::Read;
use domain::obligations::{Approvals, Checked, Listed, Signed};
use domain::partners::Check;
use jiff::ToSpan;

/// The register of partners.
pub(in crate::policy) fn listed(read: &mut Read<'_>, ground: &Ground) -> Result<Listed, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*), COUNT(CASE WHEN works > 0 THEN 1 END),
           COUNT(CASE WHEN works > 0 AND contacts = 0 THEN 1 END),
           COUNT(CASE WHEN works > 0 AND agreements = 0 THEN 1 END)
         FROM (SELECT
             CASE WHEN p.stage IN ('approved', 'active', 'under-review') THEN 1 ELSE 0 END AS works,
             (SELECT COUNT(*) FROM partner_contact c
              WHERE c.organisation_id = p.organisation_id AND c.partner_id = p.id) AS contacts,
             (SELECT COUNT(*) FROM partner_agreement g
              WHERE g.organisation_id = p.organisation_id AND g.partner_id = p.id
                AND g.starts_on <= ?2 AND (g.ends_on IS NULL OR g.ends_on >= ?2)) AS agreements
           FROM partner p WHERE p.organisation_id = ?1) x",
        &[organisation_id.into(), ground.today.into()],
    )?;
    let ended = names(
        read,
        "SELECT DISTINCT p.name FROM clause_link l
         JOIN partner p ON p.organisation_id = l.organisation_id AND p.id = l.record_id
         WHERE l.organisation_id = ?1 AND l.policy_id = ?2 AND l.record_kind = 'partner'
           AND p.stage = 'ended' ORDER BY p.name",
        &[organisation_id.into(), ground.policy.id.into()],
    )?;
    Ok(Listed {
        listed: row.integer(0)?,
        working: row.integer(1)?,
        without_contact: row.integer(2)?,
        without_agreement: row.integer(3)?,
        ended,
    })
}

/// Partners that were never approved, and activities that go on without an approval.
pub(in crate::policy) fn approvals(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Approvals, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*) FROM partner WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let unapproved = names(
        read,
        "SELECT DISTINCT p.name FROM clause_link l
         JOIN partner p ON p.organisation_id = l.organisation_id AND p.id = l.record_id
         WHERE l.organisation_id = ?1 AND l.policy_id = ?2 AND l.record_kind = 'partner'
           AND NOT EXISTS (SELECT 1 FROM approved_partner a
                           WHERE a.organisation_id = ?1 AND a.partner_id = p.id)
         ORDER BY p.name",
        &[organisation_id.into(), ground.policy.id.into()],
    )?;
    let waiting = names(
        read,
        "SELECT a.title FROM activity a
         JOIN activity_live l ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
         JOIN partner p ON p.organisation_id = a.organisation_id AND p.id = a.partner_id
         WHERE a.organisation_id = ?1 AND a.ended_at IS NULL
           AND p.stage NOT IN ('approved', 'active', 'under-review') ORDER BY a.title",
        &[organisation_id.into()],
    )?;
    Ok(Approvals {
        listed: row.integer(0)?,
        unapproved,
        waiting,
    })
}

/// One check of the checklist over all partners that work with the organisation.
pub(in crate::policy) fn checked(
    read: &mut Read<'_>,
    ground: &Ground,
    check: Check,
) -> Result<Checked, Failure> {
    let organisation_id = read.organisation_id();
    let soon = ground
        .today
        .saturating_add(domain::obligations::SOON_DAYS.days());
    let row = counts(
        read,
        "SELECT COUNT(*), COUNT(CASE WHEN expires_on IS NULL THEN 1 END),
           COUNT(CASE WHEN expires_on < ?3 THEN 1 END),
           COUNT(CASE WHEN expires_on >= ?3 AND expires_on <= ?4 THEN 1 END),
           COUNT(interest)
         FROM (SELECT c.expires_on, c.interest FROM partner p
           LEFT JOIN partner_check c ON c.organisation_id = p.organisation_id AND c.partner_id = p.id
             AND c.round = p.round AND c.check_kind = ?2
             AND NOT EXISTS (SELECT 1 FROM partner_check n
               WHERE n.organisation_id = c.organisation_id AND n.partner_id = c.partner_id
                 AND n.round = c.round AND n.check_kind = c.check_kind AND n.number > c.number)
           WHERE p.organisation_id = ?1 AND p.stage IN ('approved', 'active', 'under-review')) x",
        &[
            organisation_id.into(),
            check.key().into(),
            ground.today.into(),
            soon.into(),
        ],
    )?;
    Ok(Checked {
        working: row.integer(0)?,
        missing: row.integer(1)?,
        expired: row.integer(2)?,
        soon: row.integer(3)?,
        declared: row.integer(4)?,
    })
}

/// Signatures under the checklist.
pub(in crate::policy) fn signed(read: &mut Read<'_>, _: &Ground) -> Result<Signed, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(CASE WHEN works > 0 THEN 1 END),
           COUNT(CASE WHEN works > 0 AND approved_on IS NULL THEN 1 END),
           COUNT(CASE WHEN works = 0 AND signed_by IS NOT NULL AND approved_on IS NULL THEN 1 END)
         FROM (SELECT
             CASE WHEN p.stage IN ('approved', 'active', 'under-review') THEN 1 ELSE 0 END AS works,
             a.approved_on, a.signed_by
           FROM partner p
           LEFT JOIN partner_approval a ON a.organisation_id = p.organisation_id
             AND a.partner_id = p.id AND a.round = p.round
           WHERE p.organisation_id = ?1 AND p.stage <> 'ended') x",
        &[organisation_id.into()],
    )?;
    Ok(Signed {
        working: row.integer(0)?,
        unsigned: row.integer(1)?,
        waiting: row.integer(2)?,
    })
}
