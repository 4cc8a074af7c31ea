//! The body of an answer that is no data: one fault as it is, several as the items of one.

use serde::Serialize;

use super::error::{Fault, Problem};
use super::version::Version;

/// `{"code","message"}`, with `paths` where fields are at fault, with `errors` where there are
/// several.
#[derive(Serialize)]
pub(super) struct FaultBody<'p> {
    code: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<&'p [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<FaultBody<'p>>>,
}

impl<'p> FaultBody<'p> {
    /// The body of one or several problems, in their order.
    pub(super) fn of(problems: &'p [Problem], version: Version) -> Self {
        match problems {
            [only] => Self::one(only, version),
            several => Self {
                errors: Some(
                    several
                        .iter()
                        .map(|problem| Self::one(problem, version))
                        .collect(),
                ),
                ..Self::plain(Fault::InvalidRequest, version)
            },
        }
    }

    fn one(problem: &'p Problem, version: Version) -> Self {
        let paths = (!problem.paths.is_empty()).then_some(problem.paths.as_slice());
        Self {
            paths,
            ..Self::plain(problem.fault, version)
        }
    }

    const fn plain(fault: Fault, version: Version) -> Self {
        Self {
            code: fault.code(),
            message: fault.message(version),
            paths: None,
            errors: None,
        }
    }
}
