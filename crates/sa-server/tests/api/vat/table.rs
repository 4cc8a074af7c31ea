//! Tables of cases as text: one row a line, columns parted by ` | `; lines that begin with `--`
//! are remarks.

/// The rows of a table, each with `N` columns.
pub(crate) fn rows<const N: usize>(text: &'static str) -> Vec<[&'static str; N]> {
    let rows: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with("--"))
        .map(|line| {
            let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
            <[&str; N]>::try_from(columns).unwrap_or_else(|columns| {
                panic!("a row has {N} columns, found {}: {line}", columns.len())
            })
        })
        .collect();
    assert!(!rows.is_empty(), "a table has rows");
    rows
}
