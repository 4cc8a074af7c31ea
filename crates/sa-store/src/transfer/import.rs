//! Import: lines of entries into a store.

use std::collections::BTreeSet;
use std::io::{self, BufRead};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use sa_model::{AccountKey, Entry, Fact, Identifier};

use crate::transfer::lines::{Line, Lines};
use crate::{Append, AppendError, Expected, Store, StoreError};

/// Entries of one account that go in together, at most.
const MOST_IN_AN_APPEND: usize = 500;

/// Entries that are on their way into the store, at most: this bounds the memory.
const MOST_UNDER_WAY: usize = 40_000;

/// Appends that are on their way into the store, at most: enough to fill a commit while the next
/// is read.
const MOST_APPENDS: usize = 1_024;

/// How far an import has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Bytes read.
    pub bytes: u64,
    /// Lines read, empty ones included.
    pub lines: u64,
    /// Entries that were new.
    pub new: u64,
    /// Entries that were stored already, by an import before or twice in the file.
    pub known: u64,
    /// Lines that were refused.
    pub bad: u64,
}

/// A line that was refused; nothing of it is stored.
#[derive(Debug, Clone, Copy)]
pub struct BadLine<'line> {
    /// Its number, from 1.
    pub number: u64,
    /// Why.
    pub reason: &'line str,
}

/// Why an import ended early. What was stored stays: the same import again goes on from there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The input cannot be read.
    #[error("the input cannot be read after line {line}")]
    Read {
        /// The last line that was read.
        line: u64,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The store failed.
    #[error("the store failed on what was read up to line {line}")]
    Store {
        /// The last line that was read.
        line: u64,
        /// Why.
        #[source]
        error: StoreError,
    },
}

/// Appends the entries of `input`, one JSON object a line, and tells what it did.
///
/// - **Streaming**: whatever the size of the input, the memory is bounded.
/// - **Idempotent**: an entry that is stored already is passed over, so that an import that was cut
///   off is resumed by starting it again.
/// - **A bad line is told and nothing of it is stored**; the lines around it go in. Bad is what is
///   no entry, what the ledger refuses, an id used before for something else, and an identifier
///   that belongs to another account. Empty lines are passed over.
/// - The order of lines counts within an account only. Entries of an account that follow each other
///   in the input go in together: an input sorted by account is the fastest.
///
/// `progress` is called after each append; `bad` for each bad line, not always in their order.
///
/// # Errors
/// [`ImportError`] where the input cannot be read or the store fails.
pub async fn import(
    store: &dyn Store,
    input: impl BufRead + Send,
    progress: &mut (dyn FnMut(Imported) + Send),
    bad: &mut (dyn FnMut(BadLine<'_>) + Send),
) -> Result<Imported, ImportError> {
    let mut import = Import {
        store,
        under_way: FuturesUnordered::new(),
        claimed: BTreeSet::new(),
        entries_under_way: 0,
        done: Imported::default(),
        progress,
        bad,
    };
    let mut lines = Lines::new(input);
    let mut group: Option<Group> = None;
    loop {
        let read = lines.next().map_err(|error| ImportError::Read {
            line: import.done.lines,
            error,
        })?;
        let entry = match read {
            None => break,
            Some(Line::TooLong) => Err("the line is longer than 1 MiB".to_owned()),
            Some(Line::Text([])) => continue,
            Some(Line::Text(text)) => {
                serde_json::from_slice::<Entry>(text).map_err(|error| reason_of(&error))
            }
        };
        import.done.bytes = lines.bytes;
        import.done.lines = lines.number;
        match entry {
            Ok(entry) => {
                if let Some(full) = Group::add(&mut group, entry, lines.number) {
                    import.send(full).await?;
                }
            }
            Err(reason) => import.refuse(lines.number, &reason),
        }
    }
    import.done.bytes = lines.bytes;
    import.done.lines = lines.number;
    if let Some(last) = group {
        import.send(last).await?;
    }
    while import.settle_one().await? {}
    Ok(import.done)
}

/// What is wrong with a line; serde's own "at line 1" would mislead.
fn reason_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line 1 column ") {
        Some((reason, column)) => format!("{reason}, at character {column}"),
        None => text,
    }
}

/// Entries of one account that follow each other, each with the number of its line.
struct Group {
    account: AccountKey,
    entries: Vec<Entry>,
    lines: Vec<u64>,
}

impl Group {
    /// Adds an entry to the group, or begins another with it and gives the full one back.
    fn add(group: &mut Option<Self>, entry: Entry, line: u64) -> Option<Self> {
        match group {
            Some(open)
                if open.account == entry.account && open.entries.len() < MOST_IN_AN_APPEND =>
            {
                open.entries.push(entry);
                open.lines.push(line);
                None
            }
            Some(_) | None => group.replace(Self {
                account: entry.account,
                entries: vec![entry],
                lines: vec![line],
            }),
        }
    }
}

/// What became of a group.
struct Outcome {
    claims: BTreeSet<Identifier>,
    entries: usize,
    new: usize,
    known: usize,
    bad: Vec<(u64, String)>,
}

struct Import<'import> {
    store: &'import dyn Store,
    under_way: FuturesUnordered<BoxFuture<'import, Result<Outcome, StoreError>>>,
    /// What the groups under way claim: a later line that claims the same waits for them, so that
    /// the first in the input is the first in the store.
    claimed: BTreeSet<Identifier>,
    entries_under_way: usize,
    done: Imported,
    progress: &'import mut (dyn FnMut(Imported) + Send),
    bad: &'import mut (dyn FnMut(BadLine<'_>) + Send),
}

impl Import<'_> {
    async fn send(&mut self, group: Group) -> Result<(), ImportError> {
        let claims = group.claims();
        while !self.claimed.is_disjoint(&claims)
            || self.under_way.len() >= MOST_APPENDS
            || self.entries_under_way >= MOST_UNDER_WAY
        {
            self.settle_one().await?;
        }
        self.entries_under_way = self.entries_under_way.saturating_add(group.entries.len());
        self.claimed.extend(claims.iter().copied());
        self.under_way
            .push(Box::pin(append(self.store, group, claims)));
        Ok(())
    }

    /// Waits for one group; `false` when none is under way.
    async fn settle_one(&mut self) -> Result<bool, ImportError> {
        let Some(outcome) = self.under_way.next().await else {
            return Ok(false);
        };
        let outcome = outcome.map_err(|error| ImportError::Store {
            line: self.done.lines,
            error,
        })?;
        for identifier in &outcome.claims {
            self.claimed.remove(identifier);
        }
        self.entries_under_way = self.entries_under_way.saturating_sub(outcome.entries);
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.done.new = self.done.new.saturating_add(count(outcome.new));
        self.done.known = self.done.known.saturating_add(count(outcome.known));
        for (line, reason) in &outcome.bad {
            self.refuse(*line, reason);
        }
        (self.progress)(self.done);
        Ok(true)
    }

    fn refuse(&mut self, number: u64, reason: &str) {
        self.done.bad = self.done.bad.saturating_add(1);
        (self.bad)(BadLine { number, reason });
    }
}

/// Appends a group; where an entry is refused, what stands before it and what comes after it.
async fn append(
    store: &dyn Store,
    group: Group,
    claims: BTreeSet<Identifier>,
) -> Result<Outcome, StoreError> {
    let mut outcome = Outcome {
        claims,
        entries: group.entries.len(),
        new: 0,
        known: 0,
        bad: Vec::new(),
    };
    let mut waiting = vec![group];
    while let Some(mut group) = waiting.pop() {
        let append = Append {
            account: group.account,
            expected: Expected::Any,
            entries: group.entries.clone(),
        };
        let refusal = match store.append(append).await {
            Ok(appended) => {
                let known = group.entries.len().saturating_sub(appended.new);
                outcome.new = outcome.new.saturating_add(appended.new);
                outcome.known = outcome.known.saturating_add(known);
                continue;
            }
            Err(AppendError::Store(error)) => return Err(error),
            Err(refusal) => refusal,
        };
        let place = group.place_of(&refusal);
        // Where it is not clear which entry it was, the halves will tell.
        let after = group.split_off(place.unwrap_or(group.entries.len() / 2));
        let after = match (place, after.lines.first()) {
            (Some(_), Some(line)) => {
                outcome.bad.push((*line, reason_with_cause(&refusal)));
                after.without_first()
            }
            (Some(_) | None, _) => after,
        };
        waiting.extend(
            [after, group]
                .into_iter()
                .filter(|part| !part.entries.is_empty()),
        );
    }
    Ok(outcome)
}

impl Group {
    /// The account, and every identifier that its opening asks for.
    fn claims(&self) -> BTreeSet<Identifier> {
        let mut claims = BTreeSet::from([self.account.identifier()]);
        for entry in &self.entries {
            if let Fact::AccountOpened(holder) = &entry.fact {
                claims.extend(holder.identifiers());
            }
        }
        claims
    }

    /// Where the refused entry stands; `None` where more than one has its id.
    fn place_of(&self, refusal: &AppendError) -> Option<usize> {
        let mut places = (0..).zip(&self.entries).filter(|(_, entry)| match refusal {
            AppendError::OtherAccount { entry: id }
            | AppendError::IdReused { entry: id }
            | AppendError::Rejected { entry: id, .. } => entry.id == *id,
            AppendError::IdentifierTaken { .. } => matches!(entry.fact, Fact::AccountOpened(_)),
            AppendError::Conflict { .. } | AppendError::Store(_) => false,
        });
        match (self.entries.len(), places.next(), places.next()) {
            (1, _, _) => Some(0),
            (_, Some((place, _)), None) => Some(place),
            (_, None | Some(_), _) => None,
        }
    }

    fn split_off(&mut self, place: usize) -> Self {
        Self {
            account: self.account,
            entries: self.entries.split_off(place),
            lines: self.lines.split_off(place),
        }
    }

    fn without_first(self) -> Self {
        Self {
            account: self.account,
            entries: self.entries.into_iter().skip(1).collect(),
            lines: self.lines.into_iter().skip(1).collect(),
        }
    }
}

fn reason_with_cause(refusal: &AppendError) -> String {
    let mut reason = refusal.to_string();
    let mut cause = std::error::Error::source(refusal);
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    reason
}
