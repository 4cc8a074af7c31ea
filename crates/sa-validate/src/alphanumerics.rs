//! Eight characters in one register: whether all are ASCII letters or digits.

/// Every byte's highest bit.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Whether all eight bytes are ASCII letters or digits.
///
/// In each byte below 128 a number is added that carries into the highest bit from some character
/// on; a larger byte has that bit itself, and is refused whatever it carries into its neighbour.
#[inline]
pub(crate) const fn is_alphanumeric(bytes: [u8; 8]) -> bool {
    let word = u64::from_le_bytes(bytes);
    let small = word | every(b' ');
    let digit = word.wrapping_add(every(128 - b'0')) & !word.wrapping_add(every(127 - b'9'));
    let letter = small.wrapping_add(every(128 - b'a')) & !small.wrapping_add(every(127 - b'z'));
    (digit | letter) & !word & HIGH == HIGH
}

/// Eight times the same byte.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}
