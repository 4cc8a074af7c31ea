//! The text form of an identifier: one macro gives each its parser, printer, order and serde.

use arrayvec::ArrayString;

/// Why a text has not the shape of an identifier; each identifier's own error is made from it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// The text is too short or too long: how many characters it has.
    Length(usize),
    /// A character that may not stand where it stands: which, and where, counted from 1.
    Character(char, usize),
}

/// Takes `text` as an identifier of exactly `N` characters, each allowed by `accepts`, which is asked
/// for the place (from 0) and the byte there.
#[inline]
pub(crate) fn read_exact<const N: usize>(
    text: &str,
    accepts: impl Fn(usize, u8) -> bool,
) -> Result<ArrayString<N>, Fault> {
    // Of a known length, so that the compiler can look at many bytes at once.
    if let Ok(bytes) = <&[u8; N]>::try_from(text.as_bytes())
        && all(bytes, &accepts)
        && let Ok(text) = ArrayString::from(text)
    {
        return Ok(text);
    }
    Err(find_fault(text, N..=N, accepts))
}

/// Takes `text` as an identifier of `shortest` to `N` characters; else as [`read_exact`].
#[inline]
pub(crate) fn read<const N: usize>(
    text: &str,
    shortest: usize,
    accepts: impl Fn(usize, u8) -> bool,
) -> Result<ArrayString<N>, Fault> {
    // Most identifiers that may be shorter are not.
    if text.len() == N {
        return read_exact(text, accepts);
    }
    if text.len() >= shortest
        && all(text.as_bytes(), &accepts)
        && let Ok(text) = ArrayString::from(text)
    {
        return Ok(text);
    }
    Err(find_fault(text, shortest..=N, accepts))
}

/// Whether every byte is accepted. Looks at all of them even if the first is wrong: without a way
/// out of the loop it can be made wide.
#[inline]
pub(crate) fn all(bytes: &[u8], accepts: impl Fn(usize, u8) -> bool) -> bool {
    let places = bytes.iter().enumerate();
    places.fold(0, |wrong, (place, byte)| {
        wrong | u8::from(!accepts(place, *byte))
    }) == 0
}

/// Says what is wrong with a text that [`read`] or [`read_exact`] refuses. A wrong length is told first.
#[cold]
pub(crate) fn find_fault(
    text: &str,
    lengths: std::ops::RangeInclusive<usize>,
    accepts: impl Fn(usize, u8) -> bool,
) -> Fault {
    let length = text.chars().count();
    if !lengths.contains(&length) {
        return Fault::Length(length);
    }
    text.chars()
        .enumerate()
        .find(|(place, character)| {
            u8::try_from(*character).map_or(true, |byte| !byte.is_ascii() || !accepts(*place, byte))
        })
        .map_or(Fault::Length(length), |(place, character)| {
            Fault::Character(character, place.saturating_add(1))
        })
}

/// The parts in one text; the caller knows that they fit.
pub(crate) fn joined<const N: usize>(parts: &[&str]) -> ArrayString<N> {
    let mut text = ArrayString::new();
    // Ends at the first part that does not fit.
    parts.iter().all(|part| text.try_push_str(part).is_ok());
    text
}

/// All but the last three characters hidden, for logs.
pub(crate) fn masked<const N: usize>(text: &str) -> ArrayString<N> {
    let hidden = text.len().saturating_sub(3);
    let mut out = ArrayString::new();
    for (place, character) in text.chars().enumerate() {
        // Never full: `text` came out of an `ArrayString<N>` of ASCII characters.
        if out
            .try_push(if place < hidden { '*' } else { character })
            .is_err()
        {
            break;
        }
    }
    out
}

/// `FromStr`, `TryFrom<&str>` and `Deserialize` of a type that has `parse(&str)`: all one door.
macro_rules! text_form {
    ($name:ident, $error:ident, $rule:literal) => {
        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $error;

            fn try_from(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("text: ", $rule))
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::parse(text).map_err(E::custom)
                    }
                }
                source.deserialize_str(Text)
            }
        }
    };
}

/// One identifier: the type, its error, and everything that follows from its text form.
///
/// `read` is given the text and gives the canonical text or a [`Fault`] (or the error itself).
/// `first` is asked before it, where most texts have a form that is read faster; `also` adds cases to
/// the error. The rows of `examples` become doc examples of `parse` (`takes`, with a reason, and
/// `refuses`, with the error's text), of the error (`faults`) and of `as_str` (`writes`, with a
/// reason).
macro_rules! identifier {
    (
        $(#[$doc:meta])*
        $name:ident: $size:literal, $error:ident, $rule:literal, $read:path
        $(, first $usual:path)?
        $(, also { $($(#[$case_doc:meta])* $case:ident { $($field:ident: $type:ty),* },)+ })?
        , examples {
            takes $taken:literal, $taken_why:literal;
            refuses $refused:literal, $told:literal;
            faults $faulty:literal, $fault:expr;
            writes $given:literal, $written:literal, $written_why:literal;
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(arrayvec::ArrayString<$size>);

        #[doc = concat!("Why a text is not a [`", stringify!($name), "`]: ", $rule, ".")]
        ///
        /// ```
        #[doc = concat!("use sa_validate::{", stringify!($name), ", ", stringify!($error), "};")]
        ///
        #[doc = concat!("let fault = ", stringify!($error), "::", stringify!($fault), ";")]
        #[doc = concat!(
            "assert_eq!(", stringify!($name), "::parse(", stringify!($faulty), "), Err(fault));"
        )]
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum $error {
            /// The text is too short or too long.
            #[error("{}, found {found} characters", $rule)]
            Length {
                /// How many characters it has.
                found: usize,
            },
            /// A character that may not stand where it stands.
            #[error("{}, found {found:?} at character {at}", $rule)]
            Character {
                /// The character.
                found: char,
                /// Its place, counted from 1.
                at: usize,
            },
            $($($(#[$case_doc])* $case {
                $(
                    #[doc = concat!("The ", stringify!($field), ".")]
                    $field: $type
                ),*
            },)+)?
        }

        impl From<crate::identifier::Fault> for $error {
            fn from(fault: crate::identifier::Fault) -> Self {
                match fault {
                    crate::identifier::Fault::Length(found) => Self::Length { found },
                    crate::identifier::Fault::Character(found, at) => Self::Character { found, at },
                }
            }
        }

        impl $name {
            #[doc = concat!("Takes `text` as it stands; ", $rule, ".")]
            ///
            /// ```
            #[doc = concat!("use sa_validate::", stringify!($name), ";")]
            ///
            #[doc = concat!("// ", $taken_why)]
            #[doc = concat!(
                "assert!(", stringify!($name), "::parse(", stringify!($taken), ").is_ok());"
            )]
            #[doc = concat!(
                "let refusal = ", stringify!($name), "::parse(", stringify!($refused), ").unwrap_err();"
            )]
            #[doc = concat!("assert_eq!(refusal.to_string(), ", stringify!($told), ");")]
            /// ```
            ///
            /// # Errors
            ///
            #[doc = concat!("[`", stringify!($error), "`] says what was wrong and where.")]
            #[inline]
            pub fn parse(text: &str) -> Result<Self, $error> {
                $(if let Some(text) = $usual(text) {
                    return Ok(Self(text));
                })?
                Ok(Self($read(text)?))
            }

            /// The text, as it is written everywhere.
            ///
            /// ```
            #[doc = concat!("use sa_validate::", stringify!($name), ";")]
            ///
            #[doc = concat!("// ", $written_why)]
            #[doc = concat!(
                "assert_eq!(", stringify!($name), "::parse(", stringify!($given), ")?.as_str(), ",
                stringify!($written), ");"
            )]
            #[doc = concat!("# Ok::<(), sa_validate::", stringify!($error), ">(())")]
            /// ```
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
                sink.serialize_str(self.as_str())
            }
        }

        crate::identifier::text_form!($name, $error, $rule);
    };
}

/// `masked()` of an identifier that names a person or a business, with an example.
macro_rules! masked_in_logs {
    ($name:ident: $size:literal, $given:literal, $masked:literal) => {
        impl $name {
            /// All but the last three characters hidden, for logs.
            ///
            /// ```
            #[doc = concat!("use sa_validate::", stringify!($name), ";")]
            ///
            #[doc = concat!(
                "let masked = ", stringify!($name), "::parse(", stringify!($given), ")?.masked();"
            )]
            #[doc = concat!("assert_eq!(masked.as_str(), ", stringify!($masked), ");")]
            #[doc = concat!("# Ok::<(), sa_validate::", stringify!($name), "Error>(())")]
            /// ```
            pub fn masked(&self) -> arrayvec::ArrayString<$size> {
                crate::identifier::masked(self.as_str())
            }
        }
    };
}

pub(crate) use {identifier, masked_in_logs, text_form};
