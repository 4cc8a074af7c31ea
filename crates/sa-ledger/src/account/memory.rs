//! How much memory an account takes.

use super::Account;

impl Account {
    /// About how many bytes of memory the account takes, itself included: what its lists have room
    /// for, what was made to find documents by their numbers, and what is kept of the work of a claim.
    ///
    /// It is found without a look at the records. What hangs from single records, such as changes of
    /// charges and long texts, is not counted.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let mut bytes = Vec::new();
    /// account.write_bytes(&mut bytes);
    /// // What was read has room for nothing more.
    /// assert!(Account::from_bytes(&bytes)?.memory() < account.memory());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn memory(&self) -> usize {
        let lists = [
            room(&self.charges),
            room(&self.credits),
            room(&self.claims),
            room(&self.directions),
            room(&self.breathing_spaces),
            room(&self.obligations),
            room(&self.returns),
            room(&self.tax_code.requests),
            room(&self.tax_code.choices),
            room(&self.timeline),
            self.filings.as_ref().map_or(0, |one| room(&one.required)),
            self.filings.as_ref().map_or(0, |one| room(&one.received)),
            self.index.memory(),
            self.work.memory(),
        ];
        lists
            .into_iter()
            .fold(size_of::<Self>(), usize::saturating_add)
    }
}

/// How many bytes a list has room for.
pub(crate) fn room<T>(list: &Vec<T>) -> usize {
    list.capacity().saturating_mul(size_of::<T>())
}
