//! Parts of a whole as a bar, for the component `stack`.

/// How long the whole bar is.
const WHOLE: i128 = 10_000;

/// One part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StackPart {
    /// How it looks: 0 is the weakest, 4 the strongest.
    pub level: i64,
    /// Where it begins, in ten-thousandths of the bar.
    pub from: i64,
    /// How long it is.
    pub width: i64,
}

impl StackPart {
    /// The parts of a bar, by their levels and amounts in the order they stand in. Empty where there is
    /// nothing to show.
    pub fn of(amounts: &[(i64, i64)]) -> Vec<Self> {
        let whole: i128 = amounts.iter().map(|(_, amount)| i128::from(*amount)).sum();
        if whole <= 0 || amounts.iter().any(|(_, amount)| *amount < 0) {
            return Vec::new();
        }
        let place = |sum: i128| i64::try_from(sum * WHOLE / whole).unwrap_or_default();
        let mut before = 0_i128;
        amounts
            .iter()
            .map(|(level, amount)| {
                let from = place(before);
                before += i128::from(*amount);
                Self {
                    level: *level,
                    from,
                    width: place(before) - from,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::StackPart;

    #[test]
    fn the_parts_of_a_bar_fill_it_whatever_they_are_of() {
        let parts = StackPart::of(&[(3, 1), (1, 1), (0, 1)]);
        let places: Vec<(i64, i64)> = parts.iter().map(|part| (part.from, part.width)).collect();
        assert_eq!(places, [(0, 3_333), (3_333, 3_333), (6_666, 3_334)]);
        assert!(StackPart::of(&[]).is_empty());
        assert!(StackPart::of(&[(1, 0)]).is_empty());
        assert!(StackPart::of(&[(1, 5), (2, -1)]).is_empty());
    }
}
