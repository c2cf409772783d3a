//! The ratings as bands in a picture: from how much of a target each of them begins, as `domain` rates
//! (P5a). Where an evidenced figure is kept back, its bar is not drawn: beside the target it would say
//! too much.

use charts::{Amount, Chart, Edge, Gauge, Gauges, gauges};
use domain::ledger::Quantity;
use domain::monitoring::{Rating, Thresholds};

/// What stands against a target: its label, how much it is, and the target.
pub(crate) type Aimed = (String, Amount, Option<i64>);

/// A quantity in thousandths as people read it.
fn written(thousandths: i64) -> String {
    Quantity(thousandths).to_string()
}

/// The ratings in words, from the lowest up.
fn names() -> Vec<String> {
    let ratings = Rating::ALL.into_iter().rev();
    ratings.map(|rating| rating.name().to_owned()).collect()
}

/// From how much of a target each rating but the lowest begins, the lowest of them first: the least that
/// is rated so. None without a target.
fn begins(target: Option<i64>, from: &Thresholds) -> Vec<i64> {
    let Some(target) = target.filter(|target| *target > 0) else {
        return Vec::new();
    };
    let of = |percent: i64| {
        let exact = i128::from(target) * i128::from(percent);
        i64::try_from((exact + 99).div_euclid(100)).unwrap_or(i64::MAX)
    };
    [from.improvement, from.approaching, from.good]
        .map(of)
        .to_vec()
}

/// Figures in one unit, each against its own target and the bands of the ratings.
pub(crate) fn against_targets(
    (title, unit): (&str, &str),
    figures: Vec<Aimed>,
    from: &Thresholds,
) -> Chart {
    let bars = figures.into_iter().map(|(label, amount, target)| Gauge {
        begins: begins(target, from),
        label,
        amount,
        target,
    });
    let of = Gauges {
        bars: bars.collect(),
        bands: names(),
    };
    gauges(title, unit, &of, written)
}

/// How much of its target each measure reached, in whole percent cut down: measures of different units
/// stand side by side only as shares. One without a target has none.
pub(crate) fn reached(
    (title, of): (&str, &str),
    figures: Vec<Aimed>,
    from: &Thresholds,
) -> Option<Chart> {
    let shares = figures.into_iter().filter_map(|(label, amount, target)| {
        let target = target.filter(|target| *target > 0)?;
        let amount = match amount {
            Amount::Exact(thousandths) => {
                let share = (i128::from(thousandths) * 100).div_euclid(i128::from(target));
                Amount::Exact(i64::try_from(share).ok()?.checked_mul(1_000)?)
            }
            Amount::Told(_) => Amount::Told("not shown".to_owned()),
        };
        Some((label, amount, Some(100_000)))
    });
    let shares: Vec<_> = shares.collect();
    (!shares.is_empty()).then(|| against_targets((title, of), shares, from))
}

/// Where each rating begins over time, from Good down, for the targets of each step.
pub(crate) fn edges(targets: &[Option<i64>], from: &Thresholds) -> Vec<Edge> {
    let rated = Rating::ALL.into_iter().zip([2, 1, 0]);
    rated
        .map(|(rating, place)| Edge {
            label: rating.name().to_owned(),
            values: targets
                .iter()
                .map(|target| begins(*target, from).get(place).copied())
                .collect(),
        })
        .collect()
}

/// What lies below the lowest of the edges.
pub(crate) fn beneath() -> String {
    Rating::Inadequate.name().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::monitoring::rate;

    const FROM: Thresholds = Thresholds {
        good: 100,
        approaching: 85,
        improvement: 60,
    };

    #[test]
    fn a_band_begins_at_the_least_that_is_rated_so() {
        for target in [1, 7, 99, 1_000, 33_333] {
            let begins = begins(Some(target), &FROM);
            let ratings = Rating::ALL.into_iter().rev().skip(1);
            for (begin, rating) in begins.into_iter().zip(ratings) {
                let rated = |reached| rate(Quantity(reached), Quantity(target), &FROM).unwrap();
                assert!(rated(begin) <= rating, "{begin} of {target}");
                assert!(rated(begin - 1) > rating, "{begin} of {target}");
            }
        }
        assert!(begins(Some(0), &FROM).is_empty() && begins(None, &FROM).is_empty());
    }

    #[test]
    fn p5a_what_is_kept_back_has_no_bar_beside_its_target() {
        let told = Amount::Told("fewer than 5".to_owned());
        let figures = vec![
            ("S1".to_owned(), told, Some(3_000)),
            ("S2".to_owned(), Amount::Exact(2_999), Some(3_000)),
            ("S3".to_owned(), Amount::Exact(5_000), None),
        ];
        let chart = reached(("Jobs", "percent"), figures, &FROM).unwrap();
        assert_eq!(chart.rows[0][..3], ["S1", "not shown", "100"]);
        assert_eq!(chart.rows[1][..3], ["S2", "99", "100"], "cut down");
        assert_eq!(chart.rows.len(), 2, "nothing is reached of no target");
        assert_eq!(
            chart.svg.matches("height=\"18\" fill=\"#0b5351\"").count(),
            1
        );
        assert!(reached(("Jobs", "percent"), Vec::new(), &FROM).is_none());
    }
}
