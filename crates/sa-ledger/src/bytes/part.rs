//! `Part`: what can be written and read; numbers, and whatever has some of one sort or none.

use std::collections::BTreeMap;

use super::BytesError;
use super::reader::Reader;
use super::writer::Writer;

/// Something that an account's bytes hold.
pub(super) trait Part: Sized {
    fn write<'a>(&'a self, out: &mut Writer<'a>);

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError>;
}

impl Part for u64 {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.number(*self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        from.number()
    }
}

impl Part for i64 {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes(self.to_le_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        from.i64()
    }
}

impl<T: Part> Part for Option<T> {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.bytes([u8::from(self.is_some())]);
        if let Some(part) = self {
            part.write(out);
        }
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        match from.u8()? {
            0 => Ok(None),
            1 => T::read(from).map(Some),
            _ => Err(BytesError::Number),
        }
    }
}

impl<T: Part> Part for Box<T> {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        T::write(self, out);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        T::read(from).map(Self::new)
    }
}

impl<T: Part> Part for Vec<T> {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.count(self.len());
        for part in self {
            part.write(out);
        }
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let count = from.count()?;
        let mut parts = Self::with_capacity(room_for::<T>(count));
        for _ in 0..count {
            parts.push(T::read(from)?);
        }
        Ok(parts)
    }
}

/// For how many there is room at once, whatever the bytes say: for no more than a mebibyte of them.
pub(super) fn room_for<T>(count: usize) -> usize {
    let most = (1_usize << 20).checked_div(size_of::<T>());
    count.min(most.unwrap_or(0))
}

impl<K: Part + Ord, V: Part> Part for BTreeMap<K, V> {
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        out.count(self.len());
        for (key, value) in self {
            key.write(out);
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        (0..from.count()?)
            .map(|_| Ok((K::read(from)?, V::read(from)?)))
            .collect()
    }
}
