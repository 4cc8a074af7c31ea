//! `BareNino`: the part of a National Insurance number that names a person.

use sa_validate::Nino;

/// A National Insurance number without its suffix: what finds an account.
///
/// The suffix says nothing of who is meant, and records have the number with it and without: two
/// numbers that differ in it alone name one person, and so find one account.
///
/// ```
/// use sa_model::{BareNino, Nino};
///
/// let found_by = |text| Nino::parse(text).map(BareNino::from);
/// assert_eq!(found_by("AA111111A")?, found_by("AA111111")?);
/// assert_eq!(found_by("AA111111D")?.as_str(), "AA111111");
/// # Ok::<(), sa_model::NinoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BareNino(Nino);

impl BareNino {
    /// The two letters and six digits.
    ///
    /// ```
    /// use sa_model::{BareNino, Nino};
    ///
    /// assert_eq!(BareNino::from(Nino::parse("AA111111A")?).as_str().len(), 8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Nino> for BareNino {
    fn from(nino: Nino) -> Self {
        Self(nino.without_suffix())
    }
}
