//! Plain text with a little Markdown, as a page shows it: headings, paragraphs and items of lists, with
//! words that are strong or stressed. Markup in the text stays text, and nothing else of Markdown is read.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// `heading`, `paragraph` or `item`.
    pub kind: &'static str,
    /// Its words.
    pub spans: Vec<Span>,
}

/// Some words in one manner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are strong.
    pub is_strong: Option<()>,
    /// Whether they are stressed.
    pub is_stressed: Option<()>,
}

#[derive(Default)]
struct Reading {
    found: Vec<Written>,
    open: Option<Written>,
    in_item: usize,
    strong: usize,
    stressed: usize,
}

/// Reads a text.
pub fn written(text: &str) -> Vec<Written> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, Options::empty()) {
        reading.take(event);
    }
    reading.close();
    reading.found
}

impl Reading {
    fn open(&mut self, kind: &'static str) {
        self.close();
        self.open = Some(Written {
            kind,
            spans: Vec::new(),
        });
    }

    fn close(&mut self) {
        let done = self.open.take();
        self.found
            .extend(done.filter(|written| !written.spans.is_empty()));
    }

    fn say(&mut self, text: &str) {
        let span = Span {
            text: text.to_owned(),
            is_strong: (self.strong > 0).then_some(()),
            is_stressed: (self.stressed > 0).then_some(()),
        };
        let kind = if self.in_item > 0 {
            "item"
        } else {
            "paragraph"
        };
        let open = self.open.get_or_insert_with(|| Written {
            kind,
            spans: Vec::new(),
        });
        open.spans.push(span);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not one of these is not read, whatever may come"
    )]
    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.open("heading"),
            Tag::Item => {
                self.in_item += 1;
                self.open("item");
            }
            Tag::Paragraph if self.in_item == 0 => self.open("paragraph"),
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.stressed += 1,
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not one of these is not read, whatever may come"
    )]
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.stressed = self.stressed.saturating_sub(1),
            TagEnd::Item => {
                self.close();
                self.in_item = self.in_item.saturating_sub(1);
            }
            TagEnd::Heading(_) | TagEnd::Paragraph if self.in_item == 0 => self.close(),
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not one of these is not read, whatever may come"
    )]
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.say(" "),
            Event::Rule => self.close(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(&'static str, String)> {
        let words = |one: &Written| one.spans.iter().map(|span| span.text.clone()).collect();
        written(text)
            .iter()
            .map(|one| (one.kind, words(one)))
            .collect()
    }

    #[test]
    fn headings_paragraphs_and_items_are_read_and_nothing_else() {
        let found = said("## 1. PURPOSE\n\nWe do **good**.\n\n- one\n- two *more*\n");
        assert_eq!(
            found,
            [
                ("heading", "1. PURPOSE".to_owned()),
                ("paragraph", "We do good.".to_owned()),
                ("item", "one".to_owned()),
                ("item", "two more".to_owned())
            ]
        );
        let strong = &written("We do **good**")[0].spans[1];
        assert_eq!((strong.text.as_str(), strong.is_strong), ("good", Some(())));
    }

    #[test]
    fn markup_and_addresses_stay_words() {
        let found = said("<script>alert(1)</script>\n\n[click](javascript:x) ![a](http://b)");
        let all: String = found.into_iter().map(|(_, words)| words).collect();
        assert!(all.contains("<script>") && all.contains("click"), "{all}");
        assert!(!all.contains("javascript"), "{all}");
    }
}
