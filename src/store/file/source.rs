//! Where the key of the sealed file comes from. One place is chosen, and when the key is not there, no other is tried.

use std::path::PathBuf;

use super::header::Kind;

/// The name of the key among the credentials of a systemd unit.
pub const CREDENTIAL: &str = "amokey.key";

/// What the environment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// `$CREDENTIALS_DIRECTORY/amokey.key`, where there is such a file.
    pub credential: Option<PathBuf>,
    /// `AMOKEY_KEY_FILE`, where it is set.
    pub key_file: Option<PathBuf>,
}

/// Where a key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// systemd passes it on, and keeps it from others.
    Credential(PathBuf),
    /// A file that only its owner may read.
    KeyFile(PathBuf),
    /// An entry of the keychain of the operating system.
    Keychain,
    /// A person types it.
    Passphrase,
}

impl Source {
    /// What was said in the environment comes first; without it the kind of the file decides.
    pub fn choose(signs: Signs, kind: Kind) -> Self {
        let Signs {
            credential,
            key_file,
        } = signs;
        let said = credential
            .map(Self::Credential)
            .or_else(|| key_file.map(Self::KeyFile));
        said.unwrap_or(match kind {
            Kind::Raw => Self::Keychain,
            Kind::Passphrase(_) => Self::Passphrase,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::Stretch;
    use super::*;

    #[test]
    fn the_order_is_kept() {
        let stretched = Kind::Passphrase(Stretch::DEFAULT);
        let (credential, key_file) = (PathBuf::from("/run/c"), PathBuf::from("/home/k"));
        for kind in [Kind::Raw, stretched] {
            let both = Signs {
                credential: Some(credential.clone()),
                key_file: Some(key_file.clone()),
            };
            let told = Signs {
                credential: None,
                ..both.clone()
            };
            assert_eq!(
                Source::choose(both, kind),
                Source::Credential(credential.clone())
            );
            assert_eq!(
                Source::choose(told, kind),
                Source::KeyFile(key_file.clone())
            );
        }
        let nothing = Signs::default();
        assert_eq!(Source::choose(nothing.clone(), Kind::Raw), Source::Keychain);
        assert_eq!(Source::choose(nothing, stretched), Source::Passphrase);
    }
}
