//! Where a record or a slice stands in its list, in four bytes.

/// The place of something in its list; or nowhere, which no list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u32);

impl Place {
    /// The end of a chain, and the credit of what no credit paid.
    pub(crate) const NOWHERE: Self = Self(u32::MAX);

    /// The place behind a list of so many: of what is put there next. Lists are shorter than four
    /// billion; what stood further would stand nowhere.
    pub(crate) fn behind(count: usize) -> Self {
        u32::try_from(count).map_or(Self::NOWHERE, Self)
    }

    /// The place as lists take it.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}
