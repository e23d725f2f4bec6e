//! Counts side by side, one cell each. What is zero is a line at the bottom: the number beside it is what counts.

const LEVELS: [char; 7] = ['▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The highest count fills its cell, and no count is as low as none.
pub fn cells(counts: &[usize]) -> String {
    let highest = counts.iter().copied().max().unwrap_or(0).max(1);
    let level = |count: usize| {
        let level = count.saturating_mul(LEVELS.len()).div_ceil(highest);
        level.checked_sub(1).and_then(|at| LEVELS.get(at)).copied().unwrap_or('▁')
    };
    counts.iter().copied().map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_told_from_few_and_few_from_many() {
        assert_eq!(cells(&[0, 1, 500, 1_000]), "▁▂▅█");
        assert_eq!(cells(&[0, 1]), "▁█");
        assert_eq!(cells(&[0, 0]), "▁▁");
        assert_eq!(cells(&[]), "");
    }
}
