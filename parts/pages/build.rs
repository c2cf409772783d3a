//! Builds the style sheet and gathers the fonts, so that the program carries them inside itself and no
//! page ever loads anything from elsewhere. It asks for `npm` once, says so in one line where it is
//! missing, and does nothing while its inputs stay the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

/// The four faces the pages and the printed documents are set in: the folder and the name within the
/// package, then the name we serve it by.
const FACES: [(&str, &str); 4] = [
    (
        "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
        "Regular.ttf",
    ),
    ("700Bold/AtkinsonHyperlegibleNext_700Bold.ttf", "Bold.ttf"),
    (
        "400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf",
        "Italic.ttf",
    ),
    (
        "700Bold_Italic/AtkinsonHyperlegibleNext_700Bold_Italic.ttf",
        "BoldItalic.ttf",
    ),
];

fn main() -> ExitCode {
    for input in [
        "build.rs",
        "package.json",
        "package-lock.json",
        "styles",
        "built/css/site.css",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }
    match build(Path::new(".")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("cargo::error={problem}");
            ExitCode::FAILURE
        }
    }
}

fn build(here: &Path) -> Result<(), String> {
    if packages_are_stale(here) {
        install(here)?;
    }
    let css = compile_styles(here)?;
    keep(here, "built/css/site.css", &css)?;
    for (face, name) in FACES {
        let from = here
            .join("node_modules/@expo-google-fonts/atkinson-hyperlegible-next")
            .join(face);
        let bytes =
            fs::read(&from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
        keep(
            here,
            &format!("built/fonts/AtkinsonHyperlegibleNext-{name}"),
            &bytes,
        )?;
    }
    Ok(())
}

/// True when nothing is installed yet or the lock file is newer than what is installed.
fn packages_are_stale(here: &Path) -> bool {
    let changed = |path: PathBuf| fs::metadata(path).and_then(|facts| facts.modified());
    match (
        changed(here.join("package-lock.json")),
        changed(here.join("node_modules/.package-lock.json")),
    ) {
        (Ok(lock), Ok(installed)) => lock > installed,
        (Err(_), _) | (_, Err(_)) => true,
    }
}

fn install(here: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let ran = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"])
        .current_dir(here)
        .output()
        .map_err(|_| {
            "npm was not found: install Node.js 20 or newer (https://nodejs.org), which brings npm, \
             then build again"
                .to_owned()
        })?;
    if ran.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    let reason = said
        .lines()
        .find(|line| line.contains("npm error"))
        .unwrap_or("no reason was given");
    Err(format!("`npm ci` failed in parts/pages: {reason}"))
}

fn compile_styles(here: &Path) -> Result<Vec<u8>, String> {
    let ran = Command::new("node")
        .args([
            "node_modules/sass/sass.js",
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
        ])
        .args(["--load-path=node_modules", "styles/site.scss"])
        .current_dir(here)
        .output()
        .map_err(|_| {
            "node was not found: install Node.js 20 or newer, then build again".to_owned()
        })?;
    if ran.status.success() {
        return Ok(ran.stdout);
    }
    let said = String::from_utf8_lossy(&ran.stderr).replace('\n', " | ");
    Err(format!("the style sheet does not compile: {said}"))
}

/// Writes a file only when it differs, and dates it back: a file written during the build would look
/// like a changed input and make the next build run again for nothing.
fn keep(here: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = here.join(name);
    if fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, bytes)?;
        fs::File::options()
            .write(true)
            .open(&path)?
            .set_modified(SystemTime::UNIX_EPOCH)
    };
    write().map_err(|error| format!("cannot write {}: {error}", path.display()))
}
