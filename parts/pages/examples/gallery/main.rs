//! Writes the gallery into a folder, to look at in a browser:
//! `cargo run -p pages --example gallery -- FOLDER`.

mod pages;

use std::error::Error;
use std::{env, fs, path::PathBuf};

use ::pages::{Form, asset};
use askama::Template;

use crate::pages::{Gallery, Panel, refused};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name the folder to write into")?);
    let files = [
        "css/site.css",
        "favicon.svg",
        "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
        "fonts/AtkinsonHyperlegibleNext-Bold.ttf",
        "fonts/AtkinsonHyperlegibleNext-Italic.ttf",
        "fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf",
    ];
    for name in files {
        let path = folder.join("assets").join(name);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, asset(name).ok_or("no such file")?.bytes)?;
    }
    // Opened from the disk, an address from the root would lead nowhere.
    let beside = |page: String| page.replace("\"/assets/", "\"assets/");
    fs::write(
        folder.join("gallery.html"),
        beside(Gallery::new(Form::new()).render()?),
    )?;
    fs::write(
        folder.join("refused.html"),
        beside(Gallery::new(refused()).render()?),
    )?;
    fs::write(folder.join("panel.html"), beside(Panel::new().render()?))?;
    Ok(())
}
