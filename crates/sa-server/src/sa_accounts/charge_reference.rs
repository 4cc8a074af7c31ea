//! The reference of a charge where the wire must have one.

use sa_model::{Charge, ChargeReference, DocumentId};
use serde::{Serialize, Serializer};

/// A charge's own reference, or its document number where HMRC gave it none.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reference {
    Own(ChargeReference),
    Document(DocumentId),
}

impl Reference {
    /// The reference of a charge.
    pub(super) fn of(charge: &Charge) -> Self {
        charge
            .reference
            .map_or(Self::Document(charge.id), Self::Own)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Own(reference) => reference.serialize(sink),
            Self::Document(id) => id.serialize(sink),
        }
    }
}
