//! The characters of a short text, which mostly are so few that they need no memory of their own.

use core::cmp::Ordering;
use core::fmt;

use arrayvec::ArrayString;

/// Up to so many bytes stand in the value itself: as many as there is room for where a pointer and a
/// length would stand, with what tells the two apart.
const FEW: usize = 16;

/// Texts of the same length are of the same variant, so that the derived equality is that of the
/// texts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Characters {
    Few(ArrayString<FEW>),
    Many(Box<str>),
}

impl Characters {
    #[inline]
    pub(super) fn of(text: &str) -> Self {
        ArrayString::from(text).map_or_else(|_too_long| Self::Many(text.into()), Self::Few)
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Few(text) => text,
            Self::Many(text) => text,
        }
    }
}

impl fmt::Debug for Characters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl PartialOrd for Characters {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Characters {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_takes_no_more_room_than_a_pointer_a_length_and_a_capacity() {
        assert_eq!(size_of::<Option<Characters>>(), size_of::<String>());
    }

    #[test]
    fn texts_of_any_length_are_compared_and_shown_alike() {
        let texts = [
            "",
            "a",
            "abcdefghijklmnop",
            "abcdefghijklmnopq",
            "b",
            "bcdefghijklmnopqr",
        ];
        for one in texts {
            for other in texts {
                let both = (Characters::of(one), Characters::of(other));
                assert_eq!(both.0.cmp(&both.1), one.cmp(other));
                assert_eq!(both.0 == both.1, one == other);
            }
            assert_eq!(format!("{:?}", Characters::of(one)), format!("{one:?}"));
        }
    }
}
