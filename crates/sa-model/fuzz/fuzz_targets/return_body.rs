//! Any bytes as a VAT return, as its boxes and as a journal line: refused, or read, written and
//! read again as the same.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use sa_model::{Entry, VatBoxes, VatReturn};
use serde::Serialize;
use serde::de::DeserializeOwned;

fuzz_target!(|data: &[u8]| {
    json::<VatReturn>(data);
    json::<VatBoxes>(data);
    json::<Entry>(data);
    if let Ok(boxes) = serde_json::from_slice::<VatBoxes>(data) {
        let key = "18A1".parse().expect("a period key");
        if let Err(error) = VatReturn::new(key, boxes) {
            assert!(!error.faults().is_empty() && !error.to_string().is_empty());
            assert!(error.faults().is_sorted());
        }
    }
    if let Ok(entry) = postcard::from_bytes::<Entry>(data) {
        let bytes = postcard::to_stdvec(&entry).expect("an entry has bytes");
        same(&postcard::from_bytes(&bytes).expect("its own bytes"), &entry);
        json::<Entry>(&serde_json::to_vec(&entry).expect("an entry has a line"));
    }
});

fn json<T: Serialize + DeserializeOwned + Debug>(data: &[u8]) {
    match serde_json::from_slice::<T>(data) {
        Ok(value) => {
            let text = serde_json::to_vec(&value).expect("what was read can be written");
            same(&serde_json::from_slice::<T>(&text).expect("what was written can be read"), &value);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The debug form shows how amounts were written, which equality passes over.
fn same<T: Debug>(one: &T, other: &T) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}
