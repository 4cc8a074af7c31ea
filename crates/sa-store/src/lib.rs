//! Durable journals of tax accounts behind one trait: [`Store`]; and what the platform keeps about
//! sign-in behind another: [`SignInStore`].
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod sign_in;
mod store;

pub use crate::sign_in::{Grant, SignInStore, Subject, TokenHash};
pub use crate::store::{Append, AppendError, Appended, Expected, Store, StoreError};
