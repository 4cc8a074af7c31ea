//! A row of the journal: an entry as the text columns that both stores keep.

use sa_model::{AccountKey, Entry, EntryId, date};

use crate::StoreError;

/// What the columns of a new row hold, beside the account.
#[derive(Debug, Clone)]
pub(crate) struct JournalRow {
    pub(crate) number: i64,
    pub(crate) id: EntryId,
    pub(crate) effective: String,
    pub(crate) recorded: String,
    pub(crate) fact: String,
}

/// What the columns of a stored row hold, beside the account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'row> {
    pub(crate) number: i64,
    pub(crate) id: &'row str,
    pub(crate) effective: &'row str,
    pub(crate) recorded: &'row str,
    pub(crate) fact: &'row str,
}

impl JournalRow {
    /// The columns of an entry that gets a number.
    pub(crate) fn of(entry: &Entry, number: i64) -> Result<Self, StoreError> {
        let fact = fact_of(entry).ok_or_else(|| StoreError::Damaged {
            what: format!("entry {} has no text", entry.id),
        })?;
        Ok(Self {
            number,
            id: entry.id,
            effective: date::text(entry.effective).as_str().to_owned(),
            recorded: entry.recorded.text().as_str().to_owned(),
            fact,
        })
    }
}

impl Columns<'_> {
    /// The entry of an account's row.
    pub(crate) fn entry(&self, account: AccountKey) -> Result<Entry, StoreError> {
        let damaged = |column: &str, why: &dyn core::fmt::Display| StoreError::Damaged {
            what: format!(
                "table journal, account {}, number {}, column {column}: {why}",
                account.masked(),
                self.number
            ),
        };
        Ok(Entry {
            account,
            id: self.id.parse().map_err(|error| damaged("id", &error))?,
            effective: date::parse(self.effective).map_err(|error| damaged("effective", &error))?,
            recorded: self
                .recorded
                .parse()
                .map_err(|error| damaged("recorded", &error))?,
            fact: serde_json::from_str(self.fact).map_err(|error| damaged("fact", &error))?,
        })
    }
}

/// The text of an entry's fact: the last field of its line, where absent fields are left out.
fn fact_of(entry: &Entry) -> Option<String> {
    let mut line = serde_json::to_string(entry).ok()?;
    let start = line.find(FACT)?.checked_add(FACT.len())?;
    line.pop();
    line.drain(..start);
    Some(line)
}

/// What stands before the fact; no field before it can hold a quotation mark.
const FACT: &str = ",\"fact\":";

/// A count into the database; no journal reaches the bound.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The key of a row.
pub(crate) fn key(table: &str, text: &str) -> Result<AccountKey, StoreError> {
    text.parse().map_err(|error| StoreError::Damaged {
        what: format!("table {table}, column account: {error}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fact_of_a_row_is_that_of_the_line_without_absent_fields() {
        for line in include_str!("snapshot/sample.ndjson").lines() {
            let entry: Entry = serde_json::from_str(line).unwrap();
            let row = JournalRow::of(&entry, 1).unwrap();
            assert!(
                line.ends_with(&format!(",\"fact\":{}}}", row.fact)),
                "{}",
                row.fact
            );
            let columns = Columns {
                number: row.number,
                id: row.id.as_str(),
                effective: &row.effective,
                recorded: &row.recorded,
                fact: &row.fact,
            };
            assert_eq!(columns.entry(entry.account).unwrap(), entry);
        }
    }
}
