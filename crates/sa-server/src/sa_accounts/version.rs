//! The versions of the API: which one `Accept` asks for, and what an old one says of itself.
//!
//! Source: github hmrc/self-assessment-accounts-api (`Versions`, the deprecation of each version in
//! its configuration) and hmrc/income-tax-mtd-changelog.

use actix_web::http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

use super::error::Fault;
use crate::kept_answers::Headers;
use crate::media_type;

/// A version that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    /// 1.0, withdrawn by HMRC on 2023-08-02.
    V1,
    /// 2.0, as it was last, withdrawn by HMRC on 2024-11-07.
    V2,
    /// 4.0, which HMRC publishes today.
    V4,
}

/// When a version was deprecated, and when it was to be withdrawn.
const V2_DEPRECATED: (&str, &str) = (
    "Wed, 03 May 2023 23:59:59 GMT",
    "Fri, 03 Nov 2023 23:59:59 GMT",
);

/// Where an old version sends its readers.
const NEWER: &str = "https://developer.service.hmrc.gov.uk/api-documentation/docs/api/service/self-assessment-accounts-api";

impl Version {
    /// The version that the header asks for.
    ///
    /// # Errors
    /// [`Fault::AcceptHeaderInvalid`] for no or another media type, [`Fault::NotFound`] for a
    /// version that is not served, such as 3.0.
    pub(super) fn asked(headers: &HeaderMap) -> Result<Self, Fault> {
        let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        let number = accept
            .and_then(media_type::version)
            .ok_or(Fault::AcceptHeaderInvalid)?;
        match number {
            "1.0" => Ok(Self::V1),
            "2.0" => Ok(Self::V2),
            "4.0" => Ok(Self::V4),
            _ => Err(Fault::NotFound),
        }
    }

    /// What the version says of itself, in headers.
    pub(super) const fn announced(self) -> Headers {
        match self {
            Self::V2 => &[
                ("deprecation", V2_DEPRECATED.0),
                ("sunset", V2_DEPRECATED.1),
                ("link", NEWER),
            ],
            Self::V1 | Self::V4 => &[],
        }
    }

    /// Puts on an answer what the version says of itself.
    pub(super) fn announce(self, headers: &mut HeaderMap) {
        for (name, value) in self.announced() {
            let name = HeaderName::from_static(name);
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
