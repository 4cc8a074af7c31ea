//! Fixture tables: rows of columns between `|`, a comment or nothing on the other lines.
//!
//! A column in quotation marks keeps its blanks and knows `\n`.

/// The rows of a table, each with its columns; every row must have `N` of them, none empty.
pub(crate) fn rows<const N: usize>(table: &str) -> Vec<[String; N]> {
    let rows: Vec<_> = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| {
            let columns: Vec<String> = line.split('|').map(column).collect();
            <[String; N]>::try_from(columns)
                .unwrap_or_else(|columns| panic!("{line}: {} columns, not {N}", columns.len()))
        })
        .collect();
    assert!(!rows.is_empty(), "an empty table proves nothing");
    rows
}

fn column(text: &str) -> String {
    let text = text.trim_matches(' ');
    assert!(!text.is_empty(), "an empty column");
    match text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        Some(quoted) => quoted.replace("\\n", "\n"),
        None => text.to_owned(),
    }
}
