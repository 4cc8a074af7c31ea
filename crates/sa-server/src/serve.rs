//! The command `serve`: open the store, fill a new sandbox, listen, and stop with grace.

use std::sync::Arc;

use actix_web::dev::ServerHandle;
use sa_store::Storage;

use crate::application::Application;
use crate::cli::CommandError;
use crate::config::{Mode, ServeArgs, Settings};
use crate::{sample_data, telemetry};

/// Serves until a signal stops it.
pub(crate) fn run(args: &ServeArgs) -> Result<(), CommandError> {
    let settings = Settings::load(args)?;
    telemetry::start(settings.log_format);
    actix_web::rt::System::new().block_on(serve(settings))
}

async fn serve(settings: Settings) -> Result<(), CommandError> {
    let store = sa_store::open(&settings.store).await?;
    let greeting = match settings.mode {
        Mode::Sandbox => greeting(&settings, &store).await?,
        Mode::Production => None,
    };
    let application = Application::build(&settings, Arc::clone(&store))?;
    announce(application.url(), greeting.as_ref());
    let stopping = actix_web::rt::spawn(stop_on_signal(application.handle()));
    application.run().await?;
    stopping.abort();
    tracing::info!("stopped");
    Ok(())
}

/// Fills a new sandbox; where the sample accounts are, a token that opens them.
async fn greeting(
    settings: &Settings,
    store: &Arc<dyn Storage>,
) -> Result<Option<sample_data::Key>, CommandError> {
    let clock = settings
        .today
        .map_or_else(crate::clock::Clock::system, crate::clock::Clock::fixed);
    if let Some(entries) = sample_data::fill_if_empty(&**store).await? {
        tracing::info!(entries, "the store was empty: loaded the sample accounts");
        if let Some(last) = sample_data::last_day()?.filter(|last| *last > clock.today()) {
            tracing::info!(
                %last,
                "the sample accounts hold facts of days to come, which are not shown before"
            );
        }
    }
    Ok(sample_data::key(&**store, clock).await?)
}

#[expect(
    clippy::print_stdout,
    reason = "the address and the calls to paste are its output"
)]
fn announce(url: &str, key: Option<&sample_data::Key>) {
    println!("listening on {url}");
    if let Some(key) = key {
        println!("\nTry it, in another terminal:\n\n{}", key.calls(url));
    }
}

/// Stops the server on the first SIGINT or SIGTERM: requests in flight finish.
async fn stop_on_signal(handle: ServerHandle) {
    let signal = signalled().await;
    match signal {
        Ok(signal) => tracing::info!(signal, "stopping: requests in flight finish"),
        Err(error) => tracing::error!(%error, "signals cannot be received: stopping"),
    }
    handle.stop(true).await;
}

#[cfg(unix)]
async fn signalled() -> std::io::Result<&'static str> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map(|()| "SIGINT"),
        _ = terminate.recv() => Ok("SIGTERM"),
    }
}

#[cfg(not(unix))]
async fn signalled() -> std::io::Result<&'static str> {
    tokio::signal::ctrl_c().await.map(|()| "Ctrl-C")
}
