//! Sends a text to an address over HTTP and reads the answer. Nothing is sent unless somebody set the
//! address, and nobody can set it on a page.

use anyhow::{Context as _, bail};
use hyper::body::{Body as _, Bytes};
use hyper::client::conn::http1;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use std::pin::Pin;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read, in bytes.
const LONGEST: usize = 64 * 1_024;

/// Posts a text, and gives the number and the text of the answer.
pub(super) fn post(address: &str, body: String) -> anyhow::Result<(u16, String)> {
    let uri: Uri = address.parse().context("this is no address")?;
    if uri.scheme_str() != Some("http") {
        bail!("only http:// is spoken here: put what speaks https between");
    }
    let asking = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            tokio::time::timeout(PATIENCE, ask(uri, body))
                .await
                .context("no answer came in time")?
        })
    });
    match asking.join() {
        Ok(answer) => answer,
        Err(_) => bail!("sending broke"),
    }
}

async fn ask(uri: Uri, body: String) -> anyhow::Result<(u16, String)> {
    let authority = uri.authority().context("the address has no host")?.clone();
    let place = (authority.host(), authority.port_u16().unwrap_or(80));
    let stream = tokio::net::TcpStream::connect(place).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let request = Request::post(uri.path())
        .header(header::HOST, authority.as_str())
        .header(header::CONNECTION, "close")
        .body(body)?;
    let speaking = tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    let mut incoming = answer.into_body();
    let mut bytes: Vec<u8> = Vec::new();
    while let Some(frame) =
        std::future::poll_fn(|context| Pin::new(&mut incoming).poll_frame(context)).await
    {
        let data: Bytes = frame?.into_data().unwrap_or_default();
        bytes.extend_from_slice(&data);
        if bytes.len() > LONGEST {
            bail!("the answer is too long");
        }
    }
    drop(sender);
    speaking.await??;
    Ok((status, String::from_utf8(bytes)?))
}
