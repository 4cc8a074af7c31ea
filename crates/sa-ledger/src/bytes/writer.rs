//! Writes numbers and text, as the reader reads them.

use sa_model::BoundedText;

/// Most accounts have no more text.
const TYPICAL_TEXT: usize = 1_024;

/// What is written.
pub(super) struct Writer<'a> {
    /// What was there before, the length of the numbers, the numbers.
    bytes: &'a mut Vec<u8>,
    /// Where the length of the numbers is to stand.
    start: usize,
    text: String,
    /// The last that a payment had.
    pub(super) reference: Option<&'a BoundedText<35>>,
    /// The last that a payment had.
    pub(super) method: Option<&'a BoundedText<30>>,
}

impl<'a> Writer<'a> {
    /// Writes behind what is there.
    pub(super) fn behind(bytes: &'a mut Vec<u8>) -> Self {
        let start = bytes.len();
        bytes.extend([0; LENGTH]);
        Self {
            bytes,
            start,
            text: String::with_capacity(TYPICAL_TEXT),
            reference: None,
            method: None,
        }
    }

    /// Puts the text behind the numbers.
    pub(super) fn finish(self) {
        let numbers = self.bytes.get_mut(self.start..);
        if let Some((length, numbers)) = numbers.and_then(<[u8]>::split_first_chunk_mut) {
            // An account of more than four gigabytes cannot be read again.
            let most = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *length = most.to_le_bytes();
        }
        self.bytes.extend_from_slice(self.text.as_bytes());
    }

    #[inline]
    pub(super) fn bytes<const N: usize>(&mut self, bytes: [u8; N]) {
        self.bytes.extend_from_slice(&bytes);
    }

    #[inline]
    pub(super) fn number(&mut self, number: u64) {
        let mut left = number;
        while left >= 0x80 {
            let [low, ..] = left.to_le_bytes();
            self.bytes.push(low | 0x80);
            left >>= 7;
        }
        let [low, ..] = left.to_le_bytes();
        self.bytes.push(low);
    }

    #[inline]
    pub(super) fn count(&mut self, count: usize) {
        // A list is never longer than a `u64` can say.
        self.number(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// The lowest bytes of a signed number, as many as are said.
    #[inline]
    pub(super) fn signed(&mut self, number: i64, length: usize) {
        let bytes = number.to_le_bytes();
        self.bytes
            .extend_from_slice(bytes.get(..length).unwrap_or(&bytes));
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// How many bytes say the length of the numbers.
const LENGTH: usize = 4;
