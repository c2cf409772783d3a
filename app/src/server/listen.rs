//! Accepts connections until it is told to stop, then lets the open ones finish.

use super::router;
use crate::app::App;
use std::net::SocketAddr;
use std::sync::Arc;

/// Serves on an address until Ctrl-C or a termination signal.
pub(crate) fn listen(app: &Arc<App>, at: SocketAddr, ready: impl FnOnce()) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(at).await?;
        ready();
        axum::serve(listener, router(app))
            .with_graceful_shutdown(stopped())
            .await?;
        Ok(())
    })
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    else {
        drop(interrupted.await);
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
