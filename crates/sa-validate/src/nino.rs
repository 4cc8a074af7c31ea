//! `Nino`: prefixes, suffix, and what becomes of the blank that may stand for it.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveNino`, suffix `[A-D ]?`, full match,
//! capitals only); the prefixes are those of github hmrc/domain (`Nino`).

use arrayvec::ArrayString;

use crate::identifier::{all, find_fault, identifier, masked_in_logs};

identifier! {
    /// A National Insurance number: two letters of an allowed prefix, six digits, and a suffix
    /// `A` to `D` that may be missing.
    ///
    /// The form is that of the MTD APIs: no blanks inside, capitals only. A blank in place of the
    /// suffix is taken and dropped, so `AB123456` and `AB123456 ` are one value. `AB123456` and
    /// `AB123456C` are two, though they name one person: compare [`Nino::without_suffix`].
    ///
    /// ```
    /// use sa_validate::Nino;
    ///
    /// assert_eq!(Nino::parse("AB123456")?, Nino::parse("AB123456 ")?);
    /// assert_ne!(Nino::parse("AB123456")?, Nino::parse("AB123456C")?);
    /// assert!(Nino::parse("AB 12 34 56 C").is_err());
    /// assert!(Nino::parse("ab123456c").is_err());
    /// # Ok::<(), sa_validate::NinoError>(())
    /// ```
    Nino: 9, NinoError,
    "a NINO has 2 letters, 6 digits and a suffix A to D or none",
    shape,
    also {
        /// Two letters that begin no NINO: `D F I Q U V` first, these or `O` second, or one of
        /// `BG GB KN NK NT TN ZZ`.
        #[error("no NINO begins with {}{}", found.0, found.1)]
        Prefix { found: (char, char) },
    },
    examples {
        takes "AB123456", "The suffix may be missing.";
        refuses "DA123456A", "no NINO begins with DA";
        faults "BG123456A", Prefix { found: ('B', 'G') };
        writes "AB123456 ", "AB123456", "A blank in place of the suffix is dropped.";
    }
}
masked_in_logs!(Nino: 9, "AB123456C", "******56C");

impl Nino {
    /// The suffix, `A` to `D`, if there is one.
    ///
    /// ```
    /// use sa_validate::Nino;
    ///
    /// assert_eq!(Nino::parse("AB123456D")?.suffix(), Some('D'));
    /// assert_eq!(Nino::parse("AB123456 ")?.suffix(), None);
    /// # Ok::<(), sa_validate::NinoError>(())
    /// ```
    pub fn suffix(&self) -> Option<char> {
        self.0.chars().nth(8)
    }

    /// The same person's number without its suffix: two letters and six digits.
    ///
    /// ```
    /// use sa_validate::Nino;
    ///
    /// let [long, short] = [Nino::parse("AB123456C")?, Nino::parse("AB123456")?];
    /// assert_ne!(long, short);
    /// assert_eq!(long.without_suffix(), short.without_suffix()); // one person
    /// # Ok::<(), sa_validate::NinoError>(())
    /// ```
    #[must_use]
    pub fn without_suffix(&self) -> Self {
        let mut text = self.0;
        text.truncate(8);
        Self(text)
    }
}

#[cfg(feature = "generate")]
impl Nino {
    /// A random NINO with a suffix.
    ///
    /// ```
    /// use sa_validate::{Nino, generate::Generator};
    ///
    /// assert!(Nino::generate(&mut Generator::from_seed(1)).suffix().is_some());
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let first = random.any_of(b"ABCEGHJKLMNOPRSTWXYZ");
        let second = match (first, random.any_of(b"ABCEGHJKLMNPRSTWXYZ")) {
            // The seven prefixes that are never used; `A` follows every first letter.
            ('B', 'G') | ('G', 'B') | ('K' | 'T', 'N') | ('N', 'K' | 'T') | ('Z', 'Z') => 'A',
            (_, second) => second,
        };
        let suffix = random.any_of(b"ABCD");
        Self(crate::identifier::joined(&[
            first.encode_utf8(&mut [0; 4]),
            second.encode_utf8(&mut [0; 4]),
            &random.digits::<6>(),
            suffix.encode_utf8(&mut [0; 4]),
        ]))
    }
}

#[inline]
fn shape(text: &str) -> Result<ArrayString<9>, NinoError> {
    if let Some((body, b"" | [b'A'..=b'D' | b' '])) = text.as_bytes().split_first_chunk::<8>()
        && all(body, accepts)
        && let Ok(nino) = ArrayString::from(text.strip_suffix(' ').unwrap_or(text))
    {
        let [first, second, ..] = *body;
        return if is_prefix(first, second) {
            Ok(nino)
        } else {
            Err(NinoError::Prefix {
                found: (char::from(first), char::from(second)),
            })
        };
    }
    Err(find_fault(text, 8..=9, accepts).into())
}

fn accepts(place: usize, byte: u8) -> bool {
    match place {
        0 | 1 => byte.is_ascii_uppercase(),
        8 => matches!(byte, b'A'..=b'D' | b' '),
        _ => byte.is_ascii_digit(),
    }
}

/// Whether two capitals begin a NINO: 373 pairs do.
fn is_prefix(first: u8, second: u8) -> bool {
    !matches!(first, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V')
        && !matches!(second, b'D' | b'F' | b'I' | b'O' | b'Q' | b'U' | b'V')
        && !matches!(
            &[first, second],
            b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ"
        )
}
