//! The command `serve`: open the store, listen, fill a new sandbox, and stop with grace.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use sa_store::Storage;

use crate::application::Application;
use crate::cli::CommandError;
use crate::clock::Clock;
use crate::config::{Mode, ServeArgs, Settings};
use crate::signals::Signals;
use crate::{output, sample_data, telemetry};

/// How long the threads that served may take to end.
const LETTING_GO: Duration = Duration::from_secs(2);

/// Serves until a signal stops it.
pub(crate) fn run(args: &ServeArgs) -> Result<(), CommandError> {
    let settings = Settings::load(args)?;
    telemetry::start(settings.log_format);
    actix_web::rt::System::new().block_on(serve(settings))
}

async fn serve(settings: Settings) -> Result<(), CommandError> {
    let store = sa_store::open(&settings.store).await?;
    // Nothing is loaded for a server that cannot listen; who connects meanwhile waits for `run`.
    let application = Application::build(&settings, Arc::clone(&store))?;
    let greeting = match settings.mode {
        Mode::Sandbox => greeting(&settings, &store).await?,
        Mode::Production => None,
    };
    // Whoever reads the address may stop the server at once.
    let signals = Signals::register()?;
    announce(application.url(), greeting.as_ref());
    let stopping = actix_web::rt::spawn(stop_on(signals, application.handle()));
    application.run().await?;
    stopping.abort();
    close(store).await;
    tracing::info!("stopped");
    Ok(())
}

/// Drops the store when the threads that served have let go of it, so that all that was written is
/// in its one file: they end by themselves, a little after what they served.
async fn close(store: Arc<dyn Storage>) {
    let began = Instant::now();
    while Arc::strong_count(&store) > 1 && began.elapsed() < LETTING_GO {
        actix_web::rt::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Fills a new sandbox; where the sample accounts are, a token that opens them.
async fn greeting(
    settings: &Settings,
    store: &Arc<dyn Storage>,
) -> Result<Option<sample_data::Key>, CommandError> {
    if let Some(entries) = sample_data::fill_if_empty(&**store).await? {
        tracing::info!(entries, "the store was empty: loaded the sample accounts");
        let today = settings
            .today
            .map_or_else(Clock::system, Clock::fixed)
            .today();
        if let Some(last) = sample_data::last_day()?.filter(|last| *last > today) {
            tracing::info!(
                %last,
                "the sample accounts hold facts of days to come, which are not shown before"
            );
        }
    }
    Ok(sample_data::key(&**store).await?)
}

/// Prints the address and the calls to paste; a server that nobody listens to serves all the same.
fn announce(url: &str, key: Option<&sample_data::Key>) {
    let mut text = format!("listening on {url}");
    if let Some(key) = key {
        text.push_str("\n\nTry it, in another terminal:\n\n");
        text.push_str(&key.calls(url));
    }
    if let Err(error) = output::print(&text) {
        tracing::warn!(url, cause = %error.0, "{error}: serving all the same");
    }
}

/// Stops the server on the first signal: requests in flight finish.
async fn stop_on(signals: Signals, handle: ServerHandle) {
    let signal = signals.first().await;
    tracing::info!(signal, "stopping: requests in flight finish");
    handle.stop(true).await;
}
