//! The colours a chart is drawn in. A colour is three numbers, so none can carry markup.

use std::fmt;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl fmt::Display for Colour {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The colours of a chart. No meaning hangs on them alone: what was aimed at is also dashed or taller,
/// and what lies below nought is also outlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// What was reached.
    pub reached: Colour,
    /// What was aimed at.
    pub target: Colour,
    /// What lies below nought.
    pub below: Colour,
    /// Hatches behind what carries meaning.
    pub quiet: Colour,
    /// A third and a fourth line beside what was reached and aimed at.
    pub further: [Colour; 2],
    /// Labels, figures and axes.
    pub ink: Colour,
    /// The ground that bars and lines stand on.
    pub ground: Colour,
}

impl Default for Palette {
    /// Deep teal, warm coral and gold with dark ink on mist; blue and violet for further lines.
    fn default() -> Self {
        Self {
            reached: Colour(0x0b, 0x53, 0x51),
            target: Colour(0xc8, 0x55, 0x3d),
            below: Colour(0xe0, 0xa4, 0x58),
            quiet: Colour(0x5d, 0x77, 0x73),
            further: [Colour(0x4a, 0x7f, 0xd6), Colour(0x5c, 0x3a, 0x8c)],
            ink: Colour(0x16, 0x26, 0x2e),
            ground: Colour(0xe8, 0xf1, 0xf0),
        }
    }
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    reason = "contrast is measured as its standard says, in this check alone"
)]
mod tests {
    use super::*;

    /// Colours as a reader sees them who lacks one kind of cone, and as everybody else does: Machado,
    /// Oliveira and Fernandes (2009), severity 1.0.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
        (
            "full sight",
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        ),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// Below this, measured as ΔE*ab, two colours side by side are easily taken for each other; a just
    /// noticeable difference is about 2.3.
    const LEAST_DIFFERENCE: f64 = 20.0;

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|value| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn times(row: [f64; 3], of: [f64; 3]) -> f64 {
        row[0] * of[0] + row[1] * of[1] + row[2] * of[2]
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: Colour) -> f64 {
        times([0.2126, 0.7152, 0.0722], linear(colour))
    }

    /// CIE 1976 L*a*b*, seen with a sight.
    fn lab(colour: Colour, sight: [[f64; 3]; 3]) -> [f64; 3] {
        let linear = linear(colour);
        let seen = sight.map(|row| times(row, linear).clamp(0.0, 1.0));
        let root = |share: f64| {
            if share > 0.008_856 {
                share.cbrt()
            } else {
                7.787 * share + 16.0 / 116.0
            }
        };
        let x = root(times([0.4124, 0.3576, 0.1805], seen) / 0.950_47);
        let y = root(times([0.2126, 0.7152, 0.0722], seen));
        let z = root(times([0.0193, 0.1192, 0.9505], seen) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn difference(one: Colour, other: Colour, sight: [[f64; 3]; 3]) -> f64 {
        let (one, other) = (lab(one, sight), lab(other, sight));
        let parts = one.into_iter().zip(other);
        let squares = parts.map(|(one, other)| (one - other).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// The pairs of colours that somebody could take for each other.
    fn confused(colours: &[Colour]) -> Vec<String> {
        let mut found = Vec::new();
        for (place, one) in colours.iter().enumerate() {
            for other in &colours[place + 1..] {
                for (name, sight) in SIGHTS {
                    if difference(*one, *other, sight) < LEAST_DIFFERENCE {
                        found.push(format!("{one} and {other} in {name}"));
                    }
                }
            }
        }
        found
    }

    fn contrast(one: Colour, other: Colour) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn what_carries_meaning_stands_out_from_paper_and_ground() {
        let palette = Palette::default();
        let paper = Colour(255, 255, 255);
        for ground in [paper, palette.ground] {
            assert!(contrast(palette.ink, ground) >= 7.0, "text");
            assert!(contrast(palette.reached, ground) >= 3.0, "reached");
            assert!(contrast(palette.target, ground) >= 3.0, "target");
            assert!(contrast(palette.quiet, paper) >= 3.0, "hatches");
            for further in palette.further {
                assert!(contrast(further, ground) >= 3.0, "{further}");
            }
        }
        // Gold alone would be too pale: it is drawn with an outline of ink.
        assert!(contrast(palette.below, palette.ink) >= 3.0, "below");
    }

    #[test]
    fn lines_of_different_colours_are_told_apart_by_every_sight() {
        let palette = Palette::default();
        let [third, fourth] = palette.further;
        let lines = [palette.reached, palette.target, third, fourth];
        assert_eq!(confused(&lines), Vec::<String>::new());
        // What lies below nought stands beside what does not.
        let bars = [palette.reached, palette.below];
        assert_eq!(confused(&bars), Vec::<String>::new());
        // Red and green of one lightness are what this is there to refuse.
        let traffic_light = [Colour(0xb8, 0x5c, 0x1c), Colour(0x6a, 0x80, 0x1c)];
        assert!(
            confused(&traffic_light)
                .iter()
                .any(|pair| pair.ends_with("deuteranopia") || pair.ends_with("protanopia"))
        );
    }

    #[test]
    fn a_colour_is_written_as_six_figures() {
        assert_eq!(Colour(0, 10, 255).to_string(), "#000aff");
    }
}
