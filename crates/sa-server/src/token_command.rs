//! The command `token`: a bearer token for tests, at once and beside a running server.

use std::collections::BTreeSet;

use sa_model::{Arn, Nino, Timestamp, Utr, Vrn};
use sa_store::{Grant, SignInStore, StoreError, Subject};
use time::Duration;

use crate::cli::{CommandError, TokenArgs, block_on};
use crate::clock::Clock;
use crate::config::{Mode, parse_store};
use crate::gateway::SCOPES;
use crate::output;
use crate::token::BearerToken;

/// How long a token counts: four hours, as HMRC's do.
pub(crate) const TOKEN_LIFE: Duration = Duration::hours(4);

/// Why no token is issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    #[error("in production, tokens come from sign-in alone")]
    Production,
    #[error("there is no scope `{scope}`; there are {}", scope_names())]
    UnknownScope { scope: String },
    #[error("name at least one scope: {}", scope_names())]
    NoScope,
    #[error("name the account that the token opens: --vrn, --utr or --nino")]
    NoAccount,
    #[error("the system gives no randomness")]
    NoRandomness(#[source] getrandom::Error),
    #[error("there is no such time as the token's end")]
    NoSuchTime(#[source] sa_model::TimestampError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn scope_names() -> String {
    SCOPES
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Issues a token and prints it alone.
pub(crate) fn run(args: &TokenArgs) -> Result<(), CommandError> {
    if args.mode == Mode::Production {
        return Err(TokenError::Production.into());
    }
    let scopes = parse_scopes(&args.scope)?;
    let subject = Subject {
        utr: args.utr.as_deref().map(Utr::parse).transpose()?,
        nino: args.nino.as_deref().map(Nino::parse).transpose()?,
        vrn: args.vrn.as_deref().map(Vrn::parse).transpose()?,
        agent: args.agent.as_deref().map(Arn::parse).transpose()?,
        ..Subject::default()
    };
    if subject.utr.is_none() && subject.nino.is_none() && subject.vrn.is_none() {
        return Err(TokenError::NoAccount.into());
    }
    let url = parse_store(&args.store.store)?;
    let token = block_on(async {
        let store = sa_store::open(&url).await?;
        Ok(issue(&*store, scopes, subject).await?)
    })?;
    Ok(output::print(&token.expose())?)
}

fn parse_scopes(text: &str) -> Result<BTreeSet<String>, TokenError> {
    let scopes: BTreeSet<String> = text.split_whitespace().map(str::to_owned).collect();
    let known = |scope: &str| SCOPES.iter().any(|(name, _)| *name == scope);
    if let Some(scope) = scopes.iter().find(|scope| !known(scope)) {
        return Err(TokenError::UnknownScope {
            scope: scope.clone(),
        });
    }
    if scopes.is_empty() {
        return Err(TokenError::NoScope);
    }
    Ok(scopes)
}

/// Draws a token and stores what it allows, from now on by the system's clock.
///
/// # Errors
/// When there is no randomness, or the store fails.
pub(crate) async fn issue(
    store: &(impl SignInStore + ?Sized),
    scopes: BTreeSet<String>,
    subject: Subject,
) -> Result<BearerToken, TokenError> {
    let issued = Clock::system().now();
    let expires = issued.as_offset_date_time().saturating_add(TOKEN_LIFE);
    let expires = Timestamp::new(expires).map_err(TokenError::NoSuchTime)?;
    let token = BearerToken::draw().map_err(TokenError::NoRandomness)?;
    let grant = Grant {
        scopes,
        subject,
        issued,
        expires,
        sandbox: true,
    };
    store.put_grant(token.hash(), grant).await?;
    Ok(token)
}
