//! Fixture tables: text a person can check, columns parted by `|`, `#` before a source.

/// The rows of a table: the trimmed columns of every line that is neither empty nor a comment.
pub(crate) fn rows<const COLUMNS: usize>(table: &str) -> Vec<[&str; COLUMNS]> {
    let lines = table.lines().map(str::trim);
    let rows: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let columns: Vec<&str> = line.split('|').map(str::trim).collect();
            columns
                .try_into()
                .unwrap_or_else(|_| panic!("{COLUMNS} columns are wanted: {line}"))
        })
        .collect();
    assert!(!rows.is_empty(), "the table is empty");
    rows
}
