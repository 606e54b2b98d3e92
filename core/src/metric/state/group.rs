use super::code::{BytesError, Code, Reader, Writer};
use super::key::{Key, KeyRef};

/// What states are about: one field for each thing grouped by, in the order of the question; a field may be nothing.
///
/// Order: field by field, nothing first. The whole, grouped by nothing, has no field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group(Box<[Option<Key>]>);

impl Group {
    /// The group of these fields.
    #[must_use]
    pub fn of(fields: impl IntoIterator<Item = Option<Key>>) -> Self {
        Self(fields.into_iter().collect())
    }
    /// Its fields.
    #[must_use]
    pub fn fields(&self) -> &[Option<Key>] {
        &self.0
    }
}

impl Code for Group {
    fn write(&self, out: &mut Writer) {
        out.length(self.0.len());
        for field in &self.0 {
            match field.as_ref().map(Key::as_ref) {
                None => out.byte(0),
                Some(KeyRef::Number(number)) => {
                    out.byte(1);
                    out.unsigned(number);
                }
                Some(KeyRef::Text(text)) => {
                    out.byte(2);
                    out.text(text);
                }
            }
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let length = bytes.length()?;
        let mut fields = Vec::with_capacity(length);
        for _ in 0..length {
            fields.push(match bytes.byte()? {
                0 => None,
                1 => Some(Key::number(bytes.unsigned()?)),
                2 => match KeyRef::of(bytes.text()?) {
                    KeyRef::Number(_) => return Err(bytes.malformed("a text that is not a plain number")),
                    text @ KeyRef::Text(_) => Some(text.to_key()),
                },
                _ => return Err(bytes.malformed("a field of a group")),
            });
        }
        Ok(Self(fields.into_boxed_slice()))
    }
}
