//! The returns of a trader: Submit VAT Return, View VAT Return.

mod submission_numbers;
mod submit;
mod view;

pub(super) use submit::post;
pub(super) use view::get;
