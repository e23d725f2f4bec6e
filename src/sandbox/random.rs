//! Every random thing the sandbox hands out, from one seed: the operating system's, or a test's.

use sha2::{Digest, Sha256};

/// SHA-256 of a seed and a counter: as unpredictable as its seed, and it cannot fail half-way through a request.
pub struct Random {
    seed: [u8; 32],
    blocks: u64,
}

impl Random {
    pub fn from_system() -> std::io::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self::from_seed(seed))
    }

    /// The same seed gives the same sequence.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed, blocks: 0 }
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count + 32);
        while bytes.len() < count {
            bytes.extend(
                Sha256::new()
                    .chain_update(self.seed)
                    .chain_update(self.blocks.to_le_bytes())
                    .finalize(),
            );
            self.blocks += 1;
        }
        bytes.truncate(count);
        bytes
    }

    /// Lower-case hex of the given length.
    pub fn hex(&mut self, length: usize) -> String {
        self.letters(length, b"0123456789abcdef")
    }

    /// Letters and digits, as in a client secret.
    pub fn alphanumeric(&mut self, length: usize) -> String {
        // 64 letters so that every byte maps evenly; the last two repeat.
        self.letters(length, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xy")
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        let [time, middle, version, variant, node] =
            [8, 4, 3, 3, 12].map(|length| self.hex(length));
        format!("{time}-{middle}-4{version}-a{variant}-{node}")
    }

    fn letters(&mut self, length: usize, alphabet: &[u8]) -> String {
        let letter = |byte| alphabet.get(usize::from(byte) % alphabet.len());
        self.bytes(length)
            .into_iter()
            .filter_map(letter)
            .map(|letter| char::from(*letter))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_has_the_asked_shape_and_repeats_with_its_seed_only() {
        let mut random = Random::from_seed([7; 32]);
        let uuid = random.uuid();
        assert_eq!(uuid.len(), 36);
        assert!(uuid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()));
        assert_eq!(random.alphanumeric(64).len(), 64);
        assert_eq!(random.hex(80).len(), 80);
        assert_ne!(random.hex(80), random.hex(80));
        let first = || Random::from_seed([7; 32]).hex(100);
        assert_eq!(first(), first());
    }
}
