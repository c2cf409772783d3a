//! Accepts connections until it is told to stop, then lets the open ones finish. A connection that
//! does not say what it wants in time is closed, and there is a limit to how many are open at once.

use super::router;
use crate::app::App;
use crate::failure::Failure;
use crate::{imports, policy};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How long a browser may take to send the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How many connections may be open at once.
const CONNECTIONS: usize = 1_000;
/// How long open requests may take once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// How often what is done by the clock is done.
const TIDIED_EVERY: Duration = Duration::from_hours(1);

/// Serves on an address until Ctrl-C or a termination signal.
pub(crate) fn listen(app: &Arc<App>, at: SocketAddr, ready: impl FnOnce()) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(at).await.map_err(|why| {
            anyhow::anyhow!(
                "cannot listen on {at} ({why}): is it running already? Choose another with --listen"
            )
        })?;
        ready();
        tokio::spawn(tidied(Arc::clone(app)));
        accept(app, listener).await
    })
}

/// Does what is done by the clock, now and every hour.
async fn tidied(app: Arc<App>) {
    let mut every = tokio::time::interval(TIDIED_EVERY);
    loop {
        every.tick().await;
        let app = Arc::clone(&app);
        let done = tokio::task::spawn_blocking(move || by_the_clock(&app)).await;
        if let Ok(Err(failure)) = done {
            tracing::error!("what is done by the clock was not done: {failure:?}");
        }
    }
}

/// What is done by the clock: files go that have waited too long, and how the clauses stand is kept.
fn by_the_clock(app: &App) -> Result<(), Failure> {
    imports::drop_all_old(app)?;
    policy::keep_all_states(app)
}

#[expect(
    clippy::cognitive_complexity,
    reason = "`select!` unfolds into branches nobody reads"
)]
async fn accept(app: &Arc<App>, listener: TcpListener) -> anyhow::Result<()> {
    let router = router(app);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stopped());
    loop {
        let place = Arc::clone(&places).acquire_owned().await?;
        let stream = tokio::select! {
            stream = next(&listener) => stream,
            () = &mut stop => break,
        };
        let connection = connection(stream, router.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A browser that goes away is no fault of ours.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(DRAIN) => tracing::warn!("some requests were cut off"),
    }
    Ok(())
}

/// The next connection. One that cannot be accepted (no more file handles, say) is waited out.
async fn next(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(why) => {
                tracing::warn!("a connection could not be accepted: {why}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

type Connection =
    hyper::server::conn::http1::Connection<TokioIo<TcpStream>, TowerToHyperService<axum::Router>>;

fn connection(stream: TcpStream, router: axum::Router) -> Connection {
    // Pages are small and sent whole: waiting to fill a packet only delays them.
    drop(stream.set_nodelay(true));
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
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
