//! Eight ASCII digits in one register: checked and read at once.
//!
//! A word holds one digit a byte, the first in the lowest, as `u64::from_le_bytes` gives them.
//! Source of the method: Johnny Lee's, as in D. Lemire, "Quickly parsing eight digits", 2018.

/// Eight times the character `0`: what turns characters into digits.
pub(crate) const ALL_ZERO: u64 = u64::from_le_bytes(*b"00000000");

/// Not zero if one of eight bytes is not 0 to 9: it has a high half, now or with 6 added to it.
#[inline]
pub(crate) const fn high_halves(digits: u64) -> u64 {
    (digits | digits.wrapping_add(0x0606_0606_0606_0606)) & 0xf0f0_f0f0_f0f0_f0f0
}

/// The number of eight digits: pairs, fours, then all of them are added up.
#[inline]
pub(crate) const fn eight_digits(digits: u64) -> u64 {
    let pairs = pairs_of(digits);
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

/// The four numbers of two digits each; none if a character is no digit.
#[inline]
pub(crate) const fn pairs(characters: [u8; 8]) -> Option<[u8; 4]> {
    let digits = u64::from_le_bytes(characters) ^ ALL_ZERO;
    if high_halves(digits) != 0 {
        return None;
    }
    let [first, _, second, _, third, _, fourth, _] = pairs_of(digits).to_le_bytes();
    Some([first, second, third, fourth])
}

const fn pairs_of(digits: u64) -> u64 {
    digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff
}
