//! Where the key of the sealed file comes from. One place is chosen, and when the key is not there, no other is tried.

use std::path::PathBuf;

use super::header::KeyKind;

/// The name of the key among the credentials of a systemd unit.
pub const CREDENTIAL: &str = "amokey.key";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// systemd passes it on, and keeps it from others.
    Credential(PathBuf),
    /// A file that only its owner may read.
    KeyFile(PathBuf),
    /// An entry of the keychain of the operating system.
    Keychain,
    Passphrase,
}

impl Source {
    /// What was said in the environment, by `$CREDENTIALS_DIRECTORY` first, then by `AMOKEY_KEY_FILE`.
    pub fn said(credential: Option<PathBuf>, key_file: Option<PathBuf>) -> Option<Self> {
        credential.map(Self::Credential).or(key_file.map(Self::KeyFile))
    }

    /// Where nothing was said, the kind of the file decides.
    pub const fn of(kind: KeyKind) -> Self {
        match kind {
            KeyKind::Raw => Self::Keychain,
            KeyKind::Passphrase(_) => Self::Passphrase,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::Argon2Cost;
    use super::*;

    #[test]
    fn the_order_is_kept() {
        let stretched = KeyKind::Passphrase(Argon2Cost::DEFAULT);
        let (credential, key_file) = (PathBuf::from("/run/c"), PathBuf::from("/home/k"));
        let both = Source::said(Some(credential.clone()), Some(key_file.clone()));
        assert_eq!(both, Some(Source::Credential(credential)));
        assert_eq!(Source::said(None, Some(key_file.clone())), Some(Source::KeyFile(key_file)));
        assert_eq!(Source::said(None, None), None);
        assert_eq!(Source::of(KeyKind::Raw), Source::Keychain);
        assert_eq!(Source::of(stretched), Source::Passphrase);
    }
}
