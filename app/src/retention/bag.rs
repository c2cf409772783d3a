//! The bag that proves a disposal: BagIt 1.0 (RFC 8493) as one ZIP with the certificate, readable and for
//! programs, and the stubs as a table. It holds nothing of what went but hashes.

use super::{Disposal, Stub};
use crate::visit::hex;
use anyhow::Context;
use bag::Packing;
use std::io::Cursor;

/// Who asked, who agreed, and when it was done, in words.
pub(super) struct People {
    pub(super) organisation: String,
    pub(super) asked: String,
    pub(super) agreed: String,
    pub(super) done: String,
    /// What can be said of the bytes.
    pub(super) bytes: &'static str,
}

fn text(disposal: &Disposal, stubs: &[Stub], people: &People) -> String {
    let mut out = format!(
        "Certificate of disposal {}\n\n{}\n\nKind of record: {}\nRecords: {}\nReason: {}\n",
        disposal.id,
        people.organisation,
        disposal.kind.name(),
        stubs.len(),
        disposal.reason,
    );
    for (what, said) in [
        ("Asked for by", &people.asked),
        ("Agreed to by", &people.agreed),
        ("Done", &people.done),
    ] {
        out.push_str(&format!("{what}: {said}\n"));
    }
    out.push_str(&format!(
        "\nWhat went: {}.\n\n{}\nBackups made before this day still hold the records until they are replaced by their own schedule.\n",
        disposal.kind.what_goes(),
        people.bytes
    ));
    out
}

fn table(stubs: &[Stub]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "record",
        "sha256_of_its_rows",
        "rows",
        "sha256_of_its_file",
        "counted_from",
        "might_go_from",
        "class",
        "authority",
    ])?;
    for stub in stubs {
        writer.write_record([
            stub.id.to_string(),
            hex(&stub.sha256),
            stub.rows.to_string(),
            stub.file_sha256
                .map(|sha256| hex(&sha256))
                .unwrap_or_default(),
            stub.counted_from.to_string(),
            stub.dispose_from.to_string(),
            stub.class_name.clone(),
            stub.authority.clone(),
        ])?;
    }
    writer.into_inner().context("the table of stubs")
}

fn data(disposal: &Disposal, stubs: &[Stub], people: &People) -> anyhow::Result<Vec<u8>> {
    let records: Vec<serde_json::Value> = stubs
        .iter()
        .map(|stub| {
            serde_json::json!({ "record": stub.id.to_string(), "sha256": hex(&stub.sha256),
                "rows": stub.rows, "file_sha256": stub.file_sha256.map(|sha256| hex(&sha256)),
                "counted_from": stub.counted_from.to_string(),
                "might_go_from": stub.dispose_from.to_string(),
                "class": stub.class_name, "authority": stub.authority })
        })
        .collect();
    let whole = serde_json::json!({ "disposal": disposal.id.to_string(),
        "organisation": people.organisation, "record_kind": disposal.kind.key(),
        "reason": disposal.reason, "list_sha256": hex(&disposal.list_sha256),
        "asked": people.asked, "agreed": people.agreed, "done": people.done, "records": records });
    Ok(serde_json::to_vec_pretty(&whole)?)
}

/// The bag as a ZIP whose one folder is the bag. The same disposal gives the same bytes.
pub(super) fn of(disposal: &Disposal, stubs: &[Stub], people: &People) -> anyhow::Result<Vec<u8>> {
    let payload = [
        (
            "certificate.txt",
            text(disposal, stubs, people).into_bytes(),
        ),
        ("certificate.json", data(disposal, stubs, people)?),
        ("stubs.csv", table(stubs)?),
    ];
    let (id, on) = (disposal.id.to_string(), disposal.gone_at);
    let on = on.map(crate::app::date_of).map(|day| day.to_string());
    let mut bag = Packing::new(Cursor::new(Vec::new()), &format!("disposal-{id}"))?;
    for (path, content) in payload {
        bag.add(path, &mut content.as_slice())?;
    }
    let info = [
        ("Source-Organization", people.organisation.as_str()),
        ("External-Identifier", &id),
        ("Bagging-Date", &on.unwrap_or_default()),
    ];
    Ok(bag.finish(&info, |_| Vec::new())?.into_inner())
}
