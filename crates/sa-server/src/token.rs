//! Bearer tokens: drawn at random, kept only as their SHA-256.

use sa_store::TokenHash;
use sha2::{Digest, Sha256};

/// A bearer token as its holder has it; its `Debug` does not show it, so that it gets into no log.
pub(crate) struct BearerToken(String);

impl BearerToken {
    /// Draws a token of 128 random bits, as 32 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub(crate) fn draw() -> Result<Self, getrandom::Error> {
        let mut bits = [0_u8; 16];
        getrandom::fill(&mut bits)?;
        Ok(Self(format!("{:032x}", u128::from_be_bytes(bits))))
    }

    /// The token's text, to be given to its holder and to nobody else.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> TokenHash {
        hash(&self.0)
    }
}

// The token itself must not be printed.
impl std::fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("BearerToken")
            .finish_non_exhaustive()
    }
}

/// The hash that a token's text is looked up by. Looking up by a hash of 128 random bits takes no
/// time that depends on how much of a guess is right.
pub(crate) fn hash(token: &str) -> TokenHash {
    TokenHash(Sha256::digest(token.as_bytes()).into())
}
