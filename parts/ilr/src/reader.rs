//! Streams a return: one learner at a time.

use crate::bounded::{Bounded, Lines};
use crate::door::Door;
use crate::draft::{Draft, Spot};
use crate::elements::{MESSAGE, Treatment, Under, local};
use crate::opening::Opening;
use crate::problem::Problems;
use crate::record::Record;
use crate::reference::letter;
use crate::tally::Tallies;
use crate::{Header, ReturnFault};
use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;
use std::io::Read;

/// The deepest that elements stand in elements in any year's ILR is six.
const DEEPEST: usize = 12;

/// A return while it is read.
pub struct LearnerReturn<'a, R> {
    xml: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    path: Vec<Open>,
    passing: usize,
    text: String,
    door: Door<'a>,
    opening: Opening,
    header: Header,
    draft: Draft,
    problems: Problems,
    tallies: Tallies,
}

/// An element that is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    name: &'static str,
    /// What may stand in it; none where its text is taken.
    under: Option<&'static Under>,
}

/// What one piece of XML came to.
enum Step {
    Nothing,
    Header(Header),
    Record(Record),
    End,
}

impl<'a, R: Read> LearnerReturn<'a, R> {
    /// Reads the header. Refused are what is no ILR, another provider's return, a DOCTYPE, UTF-16 and
    /// what says no year.
    pub fn open(source: R, door: Door<'a>) -> Result<Self, ReturnFault> {
        let mut bounded = Bounded::new(source);
        let first = bounded.peek().map_err(|_| ReturnFault::Unreadable)?;
        match first {
            [] => return Err(ReturnFault::Empty),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] => {
                return Err(ReturnFault::WideCharacters);
            }
            _ => {}
        }
        let mut xml = Reader::from_reader(bounded);
        xml.config_mut().expand_empty_elements = true;
        let mut opened = Self {
            xml,
            buffer: Vec::new(),
            path: Vec::new(),
            passing: 0,
            text: String::new(),
            opening: Opening::default(),
            header: Header::unread(),
            draft: Draft::default(),
            problems: Problems::default(),
            tallies: Tallies::default(),
            door,
        };
        match opened.next_step()? {
            Step::Header(header) => {
                opened.header = header;
                Ok(opened)
            }
            Step::Record(_) | Step::End | Step::Nothing => Err(ReturnFault::NoHeader),
        }
    }

    /// Whose return it is and for which year.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next record, none at the end. After a refusal nothing that came before may be kept.
    pub fn next_record(&mut self) -> Result<Option<Record>, ReturnFault> {
        loop {
            match self.next_step()? {
                Step::Record(record) => return Ok(Some(record)),
                Step::End => return Ok(None),
                Step::Nothing | Step::Header(_) => {}
            }
        }
    }

    /// What was odd so far.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// The sums so far; empty unless asked for.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// The bytes of the reader's own buffers, which do not grow with the file.
    pub fn held_bytes(&self) -> usize {
        self.buffer.capacity() + self.text.capacity() + self.xml.get_ref().capacity()
    }

    fn line(&mut self) -> u64 {
        self.xml.get_mut().line()
    }

    /// Reads on until something is whole.
    fn next_step(&mut self) -> Result<Step, ReturnFault> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let step = loop {
            match self.step(&mut buffer) {
                Ok(Step::Nothing) => {}
                whole => break whole,
            }
        };
        self.buffer = buffer;
        step
    }

    /// Takes one piece of XML, where it lies: it is not moved, since most pieces are a few bytes long.
    fn step(&mut self, buffer: &mut Vec<u8>) -> Result<Step, ReturnFault> {
        buffer.clear();
        self.xml.get_mut().begin_piece();
        match &self.xml.read_event_into(buffer) {
            Ok(event) => self.take(event),
            Err(error) => Err(self.fault(error)),
        }
    }

    fn fault(&mut self, error: &Error) -> ReturnFault {
        let line = self.line();
        let source = self.xml.get_ref();
        if source.overran().is_some() {
            ReturnFault::TooLong(line)
        } else if source.failed().is_some() {
            ReturnFault::Unreadable
        } else if matches!(error, Error::Encoding(_)) {
            ReturnFault::NotText(line)
        } else {
            ReturnFault::NotSound(line)
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<Step, ReturnFault> {
        match event {
            Event::DocType(_) => return Err(ReturnFault::DocumentType),
            Event::Start(element) => {
                if self.passing == 0 && !element.attributes_raw().is_empty() {
                    for attribute in element.attributes().with_checks(false).take(50).flatten() {
                        let name = attribute.key.as_ref();
                        if name == "xmlns" || name.starts_with("xmlns:") {
                            self.opening.namespace(&attribute.value);
                        }
                    }
                }
                self.start(local(element.name().as_ref()))?;
            }
            Event::End(_) => return self.end(),
            Event::Text(words) if self.takes_text() => self.text.push_str(words),
            Event::CData(words) if self.takes_text() => self.text.push_str(words),
            Event::GeneralRef(name) => self.reference(name)?,
            Event::Eof if self.path.is_empty() && self.opening.is_begun() => return Ok(Step::End),
            Event::Eof if self.opening.is_begun() => {
                return Err(ReturnFault::NotSound(self.line()));
            }
            Event::Eof => return Err(ReturnFault::NotAReturn),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
        if self.text.len() > 4096 {
            return Err(ReturnFault::TooLong(self.line()));
        }
        Ok(Step::Nothing)
    }

    fn takes_text(&self) -> bool {
        self.passing == 0 && self.path.len() > 1
    }

    /// An entity of the file's own is refused wherever it stands.
    fn reference(&mut self, name: &str) -> Result<(), ReturnFault> {
        let letter = letter(name);
        let letter = letter.ok_or_else(|| ReturnFault::Entity(self.line()))?;
        if self.takes_text() {
            self.text.push(letter);
        }
        Ok(())
    }

    fn start(&mut self, name: &str) -> Result<(), ReturnFault> {
        if self.path.len() + self.passing >= DEEPEST {
            return Err(ReturnFault::TooDeep(self.line()));
        }
        if self.passing > 0 {
            self.passing += 1;
            return Ok(());
        }
        self.text.clear();
        let Some(parent) = self.path.last() else {
            if name != "Message" || self.opening.is_begun() {
                return Err(ReturnFault::NotAReturn);
            }
            self.opening.begin();
            let (name, under) = ("Message", Some(&MESSAGE));
            self.path.push(Open { name, under });
            return Ok(());
        };
        match parent.under.and_then(|under| under.element(name)) {
            Some((name, Treatment::Group(under))) => {
                let line = self.line();
                if self.path.len() == 1 {
                    self.draft = Draft {
                        line,
                        ..Draft::default()
                    };
                }
                self.draft.begin(name, line)?;
                let under = Some(under);
                self.path.push(Open { name, under });
            }
            Some((name, Treatment::Text)) => self.path.push(Open { name, under: None }),
            Some((_, Treatment::Pass)) => self.passing = 1,
            None => {
                let (lines, problems) = (self.xml.get_mut(), &mut self.problems);
                self.draft
                    .unknown_element(name, &mut Spot { lines, problems });
                self.passing = 1;
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<Step, ReturnFault> {
        if self.passing > 0 {
            self.passing -= 1;
            return Ok(Step::Nothing);
        }
        let (Some(closed), Some(parent)) = (self.path.pop(), self.path.last()) else {
            return Ok(Step::Nothing);
        };
        let (lines, problems) = (self.xml.get_mut(), &mut self.problems);
        let mut spot = Spot { lines, problems };
        self.opening.late_conflict(self.header.year, &mut spot);
        if closed.under.is_none() {
            let (place, text) = ((parent.name, closed.name), self.text.trim());
            if !self.opening.set(place, text, self.door.ukprn)? {
                self.draft.set(place, text, &mut spot);
            }
            self.text.clear();
            return Ok(Step::Nothing);
        }
        self.text.clear();
        match closed.name {
            "Header" => {
                let header = self.opening.close(self.door.file_name, &mut spot)?;
                return Ok(Step::Header(header));
            }
            "Learner" | "LearnerDestinationandProgression" if !self.opening.is_closed() => {
                return Err(ReturnFault::NoHeader);
            }
            "Learner" => {
                let draft = std::mem::take(&mut self.draft);
                let learner = draft.learner(&mut self.door, &mut self.tallies, &mut spot);
                return Ok(Step::Record(Record::Learner(Box::new(learner))));
            }
            "LearnerDestinationandProgression" => {
                let draft = std::mem::take(&mut self.draft);
                let destinations = draft.destinations(&mut spot);
                return Ok(Step::Record(Record::Destinations(destinations)));
            }
            name => self.draft.end(name, &mut spot),
        }
        Ok(Step::Nothing)
    }
}
