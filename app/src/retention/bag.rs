//! The bag that proves a disposal: BagIt 1.0 (RFC 8493) as one ZIP with the certificate, readable and for
//! programs, and the stubs as a table. It holds nothing of what went but hashes.

use super::{Disposal, Stub};
use crate::visit::hex;
use anyhow::Context;
use domain::monitoring::sha256_of;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

fn manifest(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let lines = files
        .iter()
        .map(|(name, content)| format!("{}  {name}\n", hex(&sha256_of(content))));
    lines.collect::<String>().into_bytes()
}

/// The bag as a ZIP whose one folder is the bag. The same disposal gives the same bytes.
pub(super) fn of(disposal: &Disposal, stubs: &[Stub], people: &People) -> anyhow::Result<Vec<u8>> {
    let payload = [
        (
            "data/certificate.txt",
            text(disposal, stubs, people).into_bytes(),
        ),
        ("data/certificate.json", data(disposal, stubs, people)?),
        ("data/stubs.csv", table(stubs)?),
    ];
    let octets: usize = payload.iter().map(|(_, content)| content.len()).sum();
    let on = disposal.gone_at.map(crate::app::date_of);
    let info = format!(
        "Source-Organization: {}\nExternal-Identifier: {}\nBagging-Date: {}\nPayload-Oxum: {octets}.{}\n",
        people.organisation.replace(['\r', '\n'], " "),
        disposal.id,
        on.map(|day| day.to_string()).unwrap_or_default(),
        payload.len()
    );
    let tags = [
        (
            "bagit.txt",
            b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_vec(),
        ),
        ("bag-info.txt", info.into_bytes()),
        ("manifest-sha256.txt", manifest(&payload)),
    ];
    let tag_manifest = [("tagmanifest-sha256.txt", manifest(&tags))];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in tags.iter().chain(&tag_manifest).chain(&payload) {
        let name = format!("disposal-{}/{name}", disposal.id);
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}
