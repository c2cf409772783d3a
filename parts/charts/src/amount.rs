//! How much of something: a figure, or words where the figure is not told. What is not told is never
//! drawn to scale, or its length would tell it.

use crate::Written;

/// How much of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// In thousandths.
    Exact(i64),
    /// Words in its place: `not shown`.
    Told(String),
}

impl Amount {
    /// The figure, where it is told.
    pub fn exact(&self) -> Option<i64> {
        match self {
            Self::Exact(thousandths) => Some(*thousandths),
            Self::Told(_) => None,
        }
    }

    /// The figure as it is written, or the words in its place.
    pub fn words(&self, written: Written) -> String {
        match self {
            Self::Exact(thousandths) => written(*thousandths),
            Self::Told(words) => words.clone(),
        }
    }
}

/// A share in whole percent, cut down and never rounded up: 100 is said only when it is all.
pub(crate) fn percent(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 || part < 0 {
        return None;
    }
    i64::try_from(i128::from(part) * 100 / i128::from(whole)).ok()
}

/// The same in words; what is not nought is never printed as nought.
pub(crate) fn share_words(part: i64, whole: i64) -> Option<String> {
    let share = percent(part, whole)?;
    Some(if share == 0 && part > 0 {
        "under 1 %".to_owned()
    } else {
        format!("{share} %")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_cut_down_and_there_is_none_of_nothing() {
        assert_eq!(percent(999, 1_000), Some(99));
        assert_eq!(percent(i64::MAX, i64::MAX), Some(100));
        assert_eq!(percent(1, 0), None);
        assert_eq!(percent(-1, 10), None);
        assert_eq!(share_words(1, 1_000).as_deref(), Some("under 1 %"));
        assert_eq!(share_words(0, 1_000).as_deref(), Some("0 %"));
        assert_eq!(share_words(1, 0), None);
    }

    #[test]
    fn what_is_not_told_has_words_and_no_figure() {
        let told = Amount::Told("not shown".to_owned());
        assert_eq!(
            (told.exact(), told.words(|_| String::new())),
            (None, "not shown".to_owned())
        );
    }
}
