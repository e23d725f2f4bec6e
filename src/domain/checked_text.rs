//! A text that was checked once, as a type: made by its own `parse`, shown and stored as the text.

/// What `#[serde(try_from = "String", into = "String")]` asks of a type that has `parse(&str)` and `Display`.
macro_rules! stored_as_text {
    ($name:ident, $error:ty) => {
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

/// The same, `as_str` and `Display`, for a struct that holds nothing but its `String`.
macro_rules! checked_text {
    ($name:ident, $error:ty) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        crate::domain::checked_text::stored_as_text!($name, $error);
    };
}

pub(crate) use {checked_text, stored_as_text};
