//! Surfaces told apart by lines, so that they are read without colour and on any printer. The lines are
//! drawn one by one and no `pattern` is named: two charts on a page can then never share a name by
//! mistake, a chart inside something folded keeps its surfaces, and every renderer draws the same.

use crate::palette::{Colour, Palette};

/// How a surface is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texture {
    /// Lines both ways: what stands apart.
    Crossed,
    /// Paper.
    Blank,
    /// Few lines.
    Sparse,
    /// More of them.
    Medium,
    /// As much ink as paper.
    Dense,
    /// No paper at all.
    Full,
}

/// A rectangle: left, top, width and height.
pub(crate) type Place = (i64, i64, i64, i64);

impl Texture {
    /// Every so many units there is a line.
    fn spacing(self) -> Option<i64> {
        match self {
            Self::Blank | Self::Full => None,
            Self::Crossed => Some(12),
            Self::Sparse => Some(20),
            Self::Medium => Some(11),
            Self::Dense => Some(5),
        }
    }
}

impl Palette {
    /// A filled and outlined rectangle.
    pub(crate) fn surface(&self, place: Place, texture: Texture) -> String {
        let (x, y, wide, high) = place;
        let paper = Colour(255, 255, 255);
        let (fill, line) = match texture {
            Texture::Full => (self.reached, self.reached),
            Texture::Crossed => (paper, self.ink),
            Texture::Blank | Texture::Sparse | Texture::Medium | Texture::Dense => {
                (paper, self.reached)
            }
        };
        let mut marks = format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\"/>"
        );
        if let Some(spacing) = texture.spacing() {
            // Their ends lie under the outline.
            let inner = (x + 1, y + 1, (wide - 2).max(0), (high - 2).max(0));
            let mut strokes = falling(inner, spacing);
            if texture == Texture::Crossed {
                strokes.push_str(&rising(inner, spacing));
            }
            marks.push_str(&stroked(&strokes, line));
        }
        // The outline lies inside, so that neighbours keep their distance.
        if wide > 2 && high > 2 {
            marks.push_str(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"{line}\" stroke-width=\"2\"/>",
                x + 1,
                y + 1,
                wide - 2,
                high - 2
            ));
        }
        marks
    }

    /// The room of something that is not drawn to scale.
    pub(crate) fn untold(&self, (x, y, wide, high): Place) -> String {
        format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"3 5\"/>",
            x + 1,
            y + 1,
            (wide - 2).max(0),
            (high - 2).max(0),
            self.ink
        )
    }
}

/// An edge by its places, from left to right.
pub(crate) type Edge<'a> = &'a [(i64, i64)];

/// Upright lines between two edges that reach over the same steps, from the upper one to the lower.
pub(crate) fn between((upper, lower): (Edge<'_>, Edge<'_>), every: i64, colour: Colour) -> String {
    let (Some(first), Some(last)) = (upper.first(), upper.last()) else {
        return String::new();
    };
    let mut strokes = String::new();
    let mut x = first.0;
    while x <= last.0 {
        if let (Some(top), Some(foot)) = (height_at(upper, x), height_at(lower, x)) {
            strokes.push_str(&format!("M{x} {top}V{foot}"));
        }
        x += every.max(1);
    }
    stroked(&strokes, colour)
}

/// How high an edge is at a place.
fn height_at(edge: Edge<'_>, x: i64) -> Option<i64> {
    let after = edge.iter().position(|(at, _)| *at >= x)?;
    let (right, y) = edge.get(after).copied()?;
    let before = after.checked_sub(1).and_then(|before| edge.get(before));
    match before {
        Some((left, from)) if right > *left => {
            Some(from + (y - from) * (x - left) / (right - left))
        }
        Some(_) | None => (right == x).then_some(y),
    }
}

fn stroked(strokes: &str, colour: Colour) -> String {
    if strokes.is_empty() {
        return String::new();
    }
    format!("<path d=\"{strokes}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>")
}

/// Lines from the upper right to the lower left, cut to the rectangle.
fn falling((x, y, wide, high): Place, spacing: i64) -> String {
    let mut strokes = String::new();
    let mut along = spacing;
    while along < wide + high {
        let (left, right) = ((along - high).max(0), along.min(wide));
        let (foot, top) = (along - left, along - right);
        strokes.push_str(&format!(
            "M{} {}L{} {}",
            x + left,
            y + foot,
            x + right,
            y + top
        ));
        along += spacing;
    }
    strokes
}

/// The same from the upper left to the lower right.
fn rising((x, y, wide, high): Place, spacing: i64) -> String {
    let mut strokes = String::new();
    let mut along = spacing;
    while along < wide + high {
        let (left, right) = ((along - high).max(0), along.min(wide));
        let (foot, top) = (along - left, along - right);
        strokes.push_str(&format!(
            "M{} {}L{} {}",
            x + left,
            y + high - foot,
            x + right,
            y + high - top
        ));
        along += spacing;
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERED: [Texture; 5] = [
        Texture::Blank,
        Texture::Sparse,
        Texture::Medium,
        Texture::Dense,
        Texture::Full,
    ];

    fn points(strokes: &str) -> Vec<(i64, i64)> {
        let pairs = strokes.split(['M', 'L']).filter(|pair| !pair.is_empty());
        let number = |text: &str| text.parse::<i64>().unwrap();
        pairs
            .map(|pair| pair.split_once(' ').unwrap())
            .map(|(x, y)| (number(x), number(y)))
            .collect()
    }

    #[test]
    fn no_line_leaves_its_rectangle() {
        for place in [(10, 20, 100, 18), (0, 0, 7, 96), (5, 5, 1, 1), (3, 3, 0, 9)] {
            for strokes in [falling(place, 6), rising(place, 6)] {
                for (x, y) in points(&strokes) {
                    assert!(
                        (place.0..=place.0 + place.2).contains(&x),
                        "{x} of {place:?}"
                    );
                    assert!(
                        (place.1..=place.1 + place.3).contains(&y),
                        "{y} of {place:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn more_means_more_ink() {
        let palette = Palette::default();
        let lines = |texture| {
            let drawn = palette.surface((0, 0, 100, 40), texture);
            drawn.matches('L').count()
        };
        let [blank, sparse, medium, dense, full] = ORDERED.map(lines);
        assert!(blank == 0 && blank < sparse && sparse < medium && medium < dense);
        assert_eq!(full, 0);
        let solid = palette.surface((0, 0, 100, 40), Texture::Full);
        assert!(solid.contains(&format!("fill=\"{}\"", palette.reached)));
    }

    #[test]
    fn between_two_edges_each_line_ends_where_the_edges_are() {
        let (upper, lower) = ([(0, 0), (100, 50)], [(0, 100), (100, 100)]);
        let drawn = between((&upper, &lower), 50, Colour(0, 0, 0));
        assert!(
            drawn.contains("d=\"M0 0V100M50 25V100M100 50V100\""),
            "{drawn}"
        );
        assert_eq!(between((&[], &[]), 8, Colour(0, 0, 0)), "");
    }

    #[test]
    fn nothing_is_named_and_nothing_is_styled() {
        let palette = Palette::default();
        for texture in ORDERED.into_iter().chain([Texture::Crossed]) {
            let drawn = palette.surface((0, 0, 60, 60), texture);
            assert!(!drawn.contains("id=") && !drawn.contains("url(") && !drawn.contains("style"));
        }
    }
}
