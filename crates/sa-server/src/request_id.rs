//! The id of a request: its log lines carry it, and its answer as `X-CorrelationId`.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use actix_web::HttpMessage;
use actix_web::http::header::HeaderValue;

/// A UUID of version 4 as the text of a header. It names a request and is no secret.
///
/// Source: RFC 9562, sections 4 and 5.4.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(HeaderValue);

thread_local! {
    /// What a thread draws its ids from: two counters that begin anywhere.
    static SOURCE: Cell<[u64; 2]> = {
        let random = RandomState::new();
        Cell::new([random.hash_one(0), random.hash_one(1)])
    };
}

impl RequestId {
    /// The id of this request, drawn when it is first asked for.
    pub(crate) fn of(request: &impl HttpMessage) -> Self {
        if let Some(id) = request.extensions().get::<Self>() {
            return id.clone();
        }
        let id = Self::draw();
        request.extensions_mut().insert(id.clone());
        id
    }

    /// The id of this request, whose answer is ready: nobody asks for it again.
    pub(crate) fn of_answered(request: &impl HttpMessage) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or_else(Self::draw)
    }

    /// The id as a header's value.
    pub(crate) fn into_header(self) -> HeaderValue {
        self.0
    }

    /// The id's text.
    pub(crate) fn as_str(&self) -> &str {
        // Hexadecimal digits are text.
        self.0.to_str().unwrap_or_default()
    }

    fn draw() -> Self {
        let counters = SOURCE.get().map(|count| count.wrapping_add(GOLDEN));
        SOURCE.set(counters);
        let [high, low] = counters.map(|count| u128::from(mixed(count)));
        let bits = (high << 64) | low;
        Self(HeaderValue::from_bytes(&text(bits)).unwrap_or(HeaderValue::from_static("")))
    }
}

/// 2 to the 64th over the golden ratio: adding it comes to every number before it comes to one again.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number that looks nothing like its neighbours'; no two numbers make one.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
const fn mixed(count: u64) -> u64 {
    let mixed = (count ^ (count >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Random bits as a UUID of version 4.
fn text(bits: u128) -> [u8; 36] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    const VERSION_AND_VARIANT: u128 = 0x0000_0000_0000_4000_8000_0000_0000_0000;
    const FREE: u128 = 0xffff_ffff_ffff_0fff_3fff_ffff_ffff_ffff;
    let mut left = ((bits & FREE) | VERSION_AND_VARIANT)
        .to_be_bytes()
        .into_iter();
    let mut text = [b'-'; 36];
    for group in [0..8, 9..13, 14..18, 19..23, 24..36] {
        let group = text.get_mut(group).unwrap_or_default();
        for (pair, byte) in group.chunks_exact_mut(2).zip(&mut left) {
            let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or(b'0');
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RequestId, text};

    #[test]
    fn an_id_is_a_uuid_of_version_4() {
        for (bits, expected) in [
            (0, "00000000-0000-4000-8000-000000000000"),
            (u128::MAX, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
            (
                0x0123_4567_89ab_cdef_0123_4567_89ab_cdef,
                "01234567-89ab-4def-8123-456789abcdef",
            ),
        ] {
            assert_eq!(text(bits), expected.as_bytes());
        }
    }

    #[test]
    fn no_two_requests_have_one_id() {
        let of_a_thread = || {
            let ids = (0..1_000).map(|_| RequestId::draw().as_str().to_owned());
            ids.collect::<Vec<_>>()
        };
        let other = std::thread::spawn(of_a_thread);
        let mut ids = of_a_thread();
        ids.extend(other.join().unwrap());
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 2_000);
    }
}
