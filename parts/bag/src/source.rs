//! Where a bag lies: in a ZIP, or in a folder that somebody unpacked.

use crate::{BagFault, MOST};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The files of a bag by their paths from its top.
pub trait Source {
    /// All paths, in no order. A path twice is listed twice.
    fn paths(&mut self) -> Result<Vec<String>, BagFault>;
    /// The content of one.
    fn open(&mut self, path: &str) -> Result<Box<dyn Read + '_>, BagFault>;
}

/// A bag in a ZIP, beneath the one folder that has its name.
pub struct Zipped<R> {
    zip: ZipArchive<R>,
    top: String,
}

impl<R> std::fmt::Debug for Zipped<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Zipped({})", self.top)
    }
}

impl<R: Read + Seek> Zipped<R> {
    /// Opens a ZIP.
    pub fn open(file: R) -> Result<Self, BagFault> {
        let zip = ZipArchive::new(file)?;
        if zip.len() > MOST {
            return Err(BagFault::TooMuch("too many files"));
        }
        let first = zip.file_names().next().transpose()?.unwrap_or_default();
        let top = first.split('/').next().unwrap_or_default().to_owned();
        Ok(Self { zip, top })
    }

    /// Opens a ZIP that came from outside and holds no more bytes than it has itself: no bag of ours is
    /// pressed, and what is could unpack to more than anybody wants to read.
    pub fn unpressed(file: R, length: u64) -> Result<Self, BagFault> {
        let mut opened = Self::open(file)?;
        let mut octets: u64 = 0;
        for number in 0..opened.zip.len() {
            octets = octets.saturating_add(opened.zip.by_index_raw(number)?.size());
        }
        if octets > length {
            return Err(BagFault::TooMuch("it is pressed, which no pack is"));
        }
        Ok(opened)
    }
}

impl<R: Read + Seek> Source for Zipped<R> {
    fn paths(&mut self) -> Result<Vec<String>, BagFault> {
        let within = format!("{}/", self.top);
        let mut paths = Vec::new();
        for number in 0..self.zip.len() {
            let file = self.zip.by_index_raw(number)?;
            let name = file.name()?;
            let path = name.strip_prefix(&within);
            let path = path.ok_or_else(|| BagFault::Name(name.to_string()))?;
            if !path.is_empty() {
                paths.push(path.to_owned());
            }
        }
        Ok(paths)
    }

    fn open(&mut self, path: &str) -> Result<Box<dyn Read + '_>, BagFault> {
        let file = self.zip.by_name(&format!("{}/{path}", self.top))?;
        // One byte more than it says it has is enough to find that it is not what it says.
        let most = file.size().saturating_add(1);
        Ok(Box::new(file.take(most)))
    }
}

/// A bag in a folder.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder with `bagit.txt`.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Source for Folder {
    fn paths(&mut self) -> Result<Vec<String>, BagFault> {
        let (mut paths, mut folders) = (Vec::new(), vec![(self.0.clone(), String::new())]);
        while let Some((folder, within)) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let name = entry.file_name();
                let name = name
                    .to_str()
                    .ok_or_else(|| BagFault::Name(within.clone()))?;
                let path = format!("{within}{name}");
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else if kind.is_file() && paths.len() < MOST {
                    paths.push(path);
                } else {
                    return Err(BagFault::Name(path));
                }
            }
        }
        Ok(paths)
    }

    fn open(&mut self, path: &str) -> Result<Box<dyn Read + '_>, BagFault> {
        Ok(Box::new(File::open(self.0.join(path))?))
    }
}
