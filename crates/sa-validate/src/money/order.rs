//! Amounts are compared by value: `100`, `100.0` and `100.00` are one.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Money;

impl PartialEq for Money {
    fn eq(&self, other: &Self) -> bool {
        self.small_pence() == other.small_pence()
    }
}

impl Eq for Money {}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Money {
    fn cmp(&self, other: &Self) -> Ordering {
        self.small_pence().cmp(&other.small_pence())
    }
}

impl Hash for Money {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.small_pence().hash(state);
    }
}
