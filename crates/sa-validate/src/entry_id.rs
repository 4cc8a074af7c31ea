//! `EntryId`: what makes an entry of the journal recognisable when it is sent twice.

use crate::identifier::{Fault, identifier, read};

identifier! {
    /// The id of a journal entry, given by its sender: 1 to 36 characters, each a letter, a digit
    /// or one of `. _ : -`, so that a UUID fits. The same entry sent twice is stored once.
    ///
    /// ```
    /// use sa_validate::EntryId;
    ///
    /// assert!(EntryId::parse("0190b5a2-7b1c-7d3e-8f4a-0123456789ab").is_ok());
    /// assert!(EntryId::parse("charge:004000000028").is_ok());
    /// ```
    EntryId: 36, EntryIdError,
    "an entry id has 1 to 36 letters, digits or any of . _ : -",
    shape,
    examples {
        takes ".", "No character is asked for but one of the set.";
        refuses "two words",
            "an entry id has 1 to 36 letters, digits or any of . _ : -, found ' ' at character 4";
        faults "", Length { found: 0 };
        writes "Charge:1", "Charge:1", "Capitals count: charge:1 is another entry.";
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<36>, Fault> {
    read(text, 1, |_, byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-')
    })
}
