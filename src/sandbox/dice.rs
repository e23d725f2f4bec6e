//! Every random thing the sandbox hands out, from one seed: the operating system's, or a test's.

use sha2::{Digest, Sha256};

/// SHA-256 of a seed and a counter: as unpredictable as its seed, and it cannot fail half-way through a request.
#[derive(Clone)]
pub struct Dice {
    seed: [u8; 32],
    rolled: u64,
}

impl Dice {
    /// Seeded by the operating system.
    pub fn from_system() -> std::io::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self::from_seed(seed))
    }

    /// The same seed gives the same sequence.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed, rolled: 0 }
    }

    /// As many bytes as asked for.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count + 32);
        while bytes.len() < count {
            let block = Sha256::new()
                .chain_update(self.seed)
                .chain_update(self.rolled.to_le_bytes())
                .finalize();
            self.rolled += 1;
            bytes.extend_from_slice(&block);
        }
        bytes.truncate(count);
        bytes
    }

    /// Lower-case hex of the given length.
    pub fn hex(&mut self, length: usize) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.letters(length, DIGITS)
    }

    /// Letters and digits, as in a client secret.
    pub fn alphanumeric(&mut self, length: usize) -> String {
        // 64 letters so that every byte maps evenly; the last two repeat.
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xy";
        self.letters(length, LETTERS)
    }

    /// A random (version 4) UUID.
    pub fn uuid(&mut self) -> String {
        let hex = self.hex(30);
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-4{}-a{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 15),
            part(15, 18),
            part(18, 30)
        )
    }

    fn letters(&mut self, length: usize, alphabet: &[u8]) -> String {
        self.bytes(length)
            .into_iter()
            .filter_map(|byte| alphabet.get(usize::from(byte) % alphabet.len()))
            .map(|letter| char::from(*letter))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rolled_has_the_asked_shape_and_never_repeats() {
        let mut dice = Dice::from_seed([7; 32]);
        let uuid = dice.uuid();
        assert_eq!(uuid.len(), 36);
        assert!(uuid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()));
        assert_eq!(dice.hex(80).len(), 80);
        assert_eq!(dice.alphanumeric(64).len(), 64);
        assert_ne!(dice.hex(80), dice.hex(80));
    }

    #[test]
    fn the_same_seed_rolls_the_same() {
        let roll = || Dice::from_seed([7; 32]).hex(100);
        assert_eq!(roll(), roll());
    }
}
