//! How the parts of a row are written and read.
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::fact::{
    Affiliation, AliasKind, Channel, Definition, ProfileAudience, ProfileDimension, VideoStatus, Visibility,
};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window};
use crate::value::{
    BytesError, CreatorId, EventId, OrderId, ProductId, Reader, RequestId, RoomId, ShopId, VideoId, Writer,
};

/// What is written, and read in no other form.
pub(crate) trait Field: Sized {
    fn put(&self, out: &mut Writer);
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError>;
}

/// A structure field by field; a new field does not compile until it is written.
macro_rules! fields {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::engine::save::Field for $name {
            fn put(&self, out: &mut $crate::value::Writer) {
                let Self { $($field),* } = self;
                $($crate::engine::save::Field::put($field, out);)*
            }
            fn get(bytes: &mut $crate::value::Reader<'_>) -> Result<Self, $crate::value::BytesError> {
                Ok(Self { $($field: $crate::engine::save::Field::get(bytes)?),* })
            }
        }
    )*};
}
pub(super) use fields;

macro_rules! ids {
    ($($name:ident)*) => {$(
        impl Field for $name {
            fn put(&self, out: &mut Writer) {
                out.text(self.as_str());
            }
            fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
                let text = bytes.text()?;
                Self::new(text).map_err(|_| bytes.malformed("an id"))
            }
        }
    )*};
}

ids! { CreatorId RoomId VideoId ProductId ShopId OrderId RequestId EventId }

/// Kinds by their stable names: an order may change, a name does not.
macro_rules! named {
    ($($name:ident by $text:ident)*) => {$(
        impl Field for $name {
            fn put(&self, out: &mut Writer) {
                out.text((*self).$text());
            }
            fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
                let text = bytes.text()?;
                Self::of(text).ok_or_else(|| bytes.malformed("a known name"))
            }
        }
    )*};
}

named! {
    Affiliation by as_str AliasKind by as_str Channel by as_str Definition by as_str Measure by id
    VideoStatus by as_str Visibility by as_str ProfileAudience by as_str ProfileDimension by as_str
}

macro_rules! numbers {
    ($($name:ident by $read:ident)*) => {$(
        impl Field for $name {
            fn put(&self, out: &mut Writer) {
                out.$read((*self).into());
            }
            fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
                let number = bytes.$read()?;
                Self::try_from(number).map_err(|_| bytes.malformed("a smaller number"))
            }
        }
    )*};
}

numbers! { u32 by unsigned u64 by unsigned i32 by signed i64 by signed }

impl Field for bool {
    fn put(&self, out: &mut Writer) {
        out.byte(u8::from(*self));
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        match bytes.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(bytes.malformed("yes or no")),
        }
    }
}

impl Field for String {
    fn put(&self, out: &mut Writer) {
        out.text(self);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        bytes.text().map(str::to_owned)
    }
}

impl Field for Day {
    fn put(&self, out: &mut Writer) {
        self.number().put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let number = i32::get(bytes)?;
        // What lies outside is no day that `plus` gives either.
        let day = Self::FIRST.plus(number);
        if day.number() == number { Ok(day) } else { Err(bytes.malformed("a day from 1970 to 9999")) }
    }
}

impl Field for Instant {
    fn put(&self, out: &mut Writer) {
        self.millis().put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Self::from_millis(i64::get(bytes)?).map_err(|_| bytes.malformed("a moment from 1970 to 9999"))
    }
}

impl Field for Window<Day> {
    fn put(&self, out: &mut Writer) {
        self.start.put(out);
        self.end.put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(Self { start: Field::get(bytes)?, end: Field::get(bytes)? })
    }
}

impl<T: Field> Field for Option<T> {
    fn put(&self, out: &mut Writer) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        if bool::get(bytes)? { T::get(bytes).map(Some) } else { Ok(None) }
    }
}

impl<A: Field, B: Field> Field for (A, B) {
    fn put(&self, out: &mut Writer) {
        self.0.put(out);
        self.1.put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok((A::get(bytes)?, B::get(bytes)?))
    }
}

impl<A: Field, B: Field, C: Field> Field for (A, B, C) {
    fn put(&self, out: &mut Writer) {
        self.0.put(out);
        self.1.put(out);
        self.2.put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok((A::get(bytes)?, B::get(bytes)?, C::get(bytes)?))
    }
}

impl<T: Field> Field for Arc<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        T::get(bytes).map(Self::new)
    }
}

impl<T: Field> Field for Vec<T> {
    fn put(&self, out: &mut Writer) {
        out.length(self.len());
        for one in self {
            one.put(out);
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let length = bytes.length()?;
        (0..length).map(|_| T::get(bytes)).collect()
    }
}

impl<T: Field + Ord> Field for BTreeSet<T> {
    fn put(&self, out: &mut Writer) {
        out.length(self.len());
        for one in self {
            one.put(out);
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let mut set = Self::new();
        for _ in 0..bytes.length()? {
            let one = T::get(bytes)?;
            if set.last().is_some_and(|last| *last >= one) {
                return Err(bytes.malformed("things in ascending order"));
            }
            set.insert(one);
        }
        Ok(set)
    }
}
