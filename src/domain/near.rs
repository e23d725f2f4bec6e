//! What was meant by a name that does not exist.

/// The names that are alike, the most alike first: one or two letters off, or with the same beginning.
pub fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = &'a str> {
    let name = name.to_lowercase();
    let mut alike: Vec<(usize, &str)> = known
        .filter_map(|known| {
            let lower = known.to_lowercase();
            let distance = strsim::damerau_levenshtein(&name, &lower);
            let begins = name.chars().count() > 2 && lower.starts_with(&name);
            let near = distance <= 1 + lower.chars().count().min(name.chars().count()) / 4;
            (near || begins).then_some((distance, known))
        })
        .collect();
    alike.sort_unstable();
    alike.into_iter().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_seen_through() {
        let known = ["acme", "acme-kommo", "бета", "zeta"];
        let near = |name| nearest(name, known.into_iter()).collect::<Vec<_>>();
        assert_eq!(near("amce"), ["acme"]);
        assert_eq!(near("ACME"), ["acme", "acme-kommo"]);
        assert_eq!(near("acm"), ["acme", "acme-kommo"]);
        assert_eq!(near("бета1"), ["бета"]);
        assert_eq!(near("quite-another"), [""; 0]);
    }
}
