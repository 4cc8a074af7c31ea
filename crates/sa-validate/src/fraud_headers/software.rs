//! The software: its licences, product name and versions.

use super::encoding::{is_encoded, misshapen, pairs};
use super::{ConnectionMethod, Problem};

/// `Gov-Vendor-License-IDs`: at least one `software=hash`.
pub(super) fn license_ids(value: &str, tell: &mut dyn FnMut(Problem)) {
    let _count = count_pairs(value, tell);
}

/// `Gov-Vendor-Product-Name`: one name, percent encoded.
pub(super) fn product_name(value: &str, tell: &mut dyn FnMut(Problem)) {
    if !is_encoded(value) {
        tell(Problem::Format);
    }
}

/// `Gov-Vendor-Version`: at least one `software=version`; two where client and server have their
/// own.
pub(super) fn version(
    value: &str,
    method: Option<ConnectionMethod>,
    tell: &mut dyn FnMut(Problem),
) {
    let count = count_pairs(value, tell);
    if count == Some(1) && method.is_some_and(ConnectionMethod::is_client_and_server) {
        tell(Problem::OneVersion);
    }
}

/// How many pairs there are; none, and what is wrong is told, if one is misshapen or has no value.
fn count_pairs(value: &str, tell: &mut dyn FnMut(Problem)) -> Option<usize> {
    let mut count = 0_usize;
    for pair in pairs(value) {
        let problem = match pair {
            Ok((_, "")) => misshapen(value),
            Ok(_) => {
                count = count.saturating_add(1);
                continue;
            }
            Err(problem) => problem,
        };
        tell(problem);
        return None;
    }
    Some(count)
}
