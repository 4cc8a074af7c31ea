//! The body of an answer that is no data: one fault as it is, several as the items of one.

use serde::Serialize;
use utoipa::ToSchema;

use super::error::{Fault, Problem};
use super::version::Version;

/// One fault, with `paths` where fields of the body have it.
#[derive(Serialize, ToSchema)]
#[schema(as = Fault)]
pub(super) struct FaultItem<'p> {
    code: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    paths: Option<&'p [String]>,
}

/// One fault, or several as the items of one.
#[derive(Serialize, ToSchema)]
#[schema(as = Refusal)]
pub(super) struct FaultBody<'p> {
    code: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    paths: Option<&'p [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    errors: Option<Vec<FaultItem<'p>>>,
}

impl<'p> FaultBody<'p> {
    /// The body of one or several problems, in their order.
    pub(super) fn of(problems: &'p [Problem], version: Version) -> Self {
        let items = problems
            .iter()
            .map(|problem| FaultItem::of(problem, version));
        let mut items: Vec<_> = items.collect();
        let (only, errors) = match (items.len(), items.pop()) {
            (1, Some(only)) => (only, None),
            (_, last) => {
                items.extend(last);
                (
                    FaultItem::plain(Fault::InvalidRequest, version),
                    Some(items),
                )
            }
        };
        Self {
            code: only.code,
            message: only.message,
            paths: only.paths,
            errors,
        }
    }
}

impl<'p> FaultItem<'p> {
    fn of(problem: &'p Problem, version: Version) -> Self {
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
        }
    }
}
