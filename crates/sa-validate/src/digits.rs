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

/// Whether eight characters are digits.
#[inline]
pub(crate) const fn are_digits(characters: [u8; 8]) -> bool {
    high_halves(u64::from_le_bytes(characters) ^ ALL_ZERO) == 0
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
    all_pairs(digits) & 0x00ff_00ff_00ff_00ff
}

/// In each byte the number of its digit and the next one.
const fn all_pairs(digits: u64) -> u64 {
    digits.wrapping_mul(10).wrapping_add(digits >> 8)
}

/// A number below 100 as two digits.
#[inline]
pub(crate) const fn two_digits(number: u8) -> [u8; 2] {
    [b'0' | (number / 10), b'0' | (number % 10)]
}

/// A number below 10,000 as four digits.
#[inline]
pub(crate) fn four_digits(number: u16) -> [u8; 4] {
    let [high, low] =
        [number / 100, number % 100].map(|pair| two_digits(u8::try_from(pair).unwrap_or_default()));
    let [[a, b], [c, d]] = [high, low];
    [a, b, c, d]
}

/// What eight characters must be: `0` stands for any digit, each other character for itself.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    characters: u64,
    /// 6 in the place of each digit: added to more than 9 it makes a high half.
    six: u64,
    /// What must be zero then: the high half of a digit, the whole of any other character.
    zero: u64,
}

impl Form {
    /// The form of which `example` is one, in ASCII.
    pub(crate) const fn of(example: [u8; 8]) -> Self {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        let characters = u64::from_le_bytes(example);
        // A byte below 128 that is not zero carries into the highest bit.
        let others = ((characters ^ ALL_ZERO).wrapping_add(ONES.wrapping_mul(0x7f)) >> 7) & ONES;
        let others = others.wrapping_mul(0xff);
        Self {
            characters,
            six: ONES.wrapping_mul(0x06) & !others,
            zero: ONES.wrapping_mul(0xf0) | others,
        }
    }

    /// In each byte the number of two digits that begins there, and what is not zero if the
    /// characters are of another form.
    #[inline]
    pub(crate) const fn read(self, characters: [u8; 8]) -> ([u8; 8], u64) {
        let digits = u64::from_le_bytes(characters) ^ self.characters;
        let faults = (digits | digits.wrapping_add(self.six)) & self.zero;
        (all_pairs(digits).to_le_bytes(), faults)
    }
}
