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
    /// Labels, figures and axes.
    pub ink: Colour,
    /// The ground that bars and lines stand on.
    pub ground: Colour,
}

impl Default for Palette {
    /// Deep teal, warm coral and gold with dark ink on mist.
    fn default() -> Self {
        Self {
            reached: Colour(0x0b, 0x53, 0x51),
            target: Colour(0xc8, 0x55, 0x3d),
            below: Colour(0xe0, 0xa4, 0x58),
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

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: Colour) -> f64 {
        let part = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
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
        }
        // Gold alone would be too pale: it is drawn with an outline of ink.
        assert!(contrast(palette.below, palette.ink) >= 3.0, "below");
    }

    #[test]
    fn a_colour_is_written_as_six_figures() {
        assert_eq!(Colour(0, 10, 255).to_string(), "#000aff");
    }
}
