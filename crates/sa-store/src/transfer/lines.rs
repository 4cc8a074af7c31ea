//! Lines out of a file, whatever is in it, in constant memory.

use std::io::{self, BufRead, Read};

/// The longest line that is taken: 1 MiB. The longest entry has some 2,000 bytes.
const LONGEST_BYTES: usize = 1 << 20;

/// Reads lines and counts what was read.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    /// The number of the last line, from 1.
    pub(super) number: u64,
    /// The bytes of all lines so far.
    pub(super) bytes: u64,
    line: Vec<u8>,
}

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'lines> {
    /// The text, without the end of the line and blanks around it; empty for an empty line.
    Text(&'lines [u8]),
    /// It is longer than any entry; it was passed over.
    TooLong,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R) -> Self {
        Self {
            input,
            number: 0,
            bytes: 0,
            line: Vec::new(),
        }
    }

    /// The next line, `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let most = u64::try_from(LONGEST_BYTES).unwrap_or(u64::MAX);
        let read = Read::by_ref(&mut self.input)
            .take(most)
            .read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        self.count(read);
        if read == LONGEST_BYTES && !self.line.ends_with(b"\n") {
            self.pass_over()?;
            return Ok(Some(Line::TooLong));
        }
        Ok(Some(Line::Text(self.line.trim_ascii())))
    }

    fn count(&mut self, read: usize) {
        self.bytes = self.bytes.saturating_add(u64::try_from(read).unwrap_or(0));
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(end) => (end.saturating_add(1), true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.input.consume(used);
            self.count(used);
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_trimmed_and_none_is_too_long_for_memory() {
        let long = "x".repeat(3 * LONGEST_BYTES);
        let text = format!("a\n\n  b \r\n{long}\nlast");
        let mut lines = Lines::new(io::BufReader::new(text.as_bytes()));
        for expected in [&b"a"[..], b"", b"b"] {
            assert_eq!(lines.next().unwrap(), Some(Line::Text(expected)));
        }
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong));
        assert_eq!(lines.number, 4);
        assert_eq!(lines.next().unwrap(), Some(Line::Text(b"last")));
        assert_eq!(lines.next().unwrap(), None);
        assert_eq!(
            (lines.number, lines.bytes),
            (5, u64::try_from(text.len()).unwrap())
        );
        assert!(lines.line.capacity() <= 2 * LONGEST_BYTES);
    }
}
