//! A browser in somebody's hands: it follows links, fills in forms by their labels, and looks at every
//! page with axe, wide and narrow.

use crate::server::free_port;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use thirtyfour::prelude::*;

/// Chromium's driver, ended with the journey.
pub(crate) struct Driver {
    child: Child,
    address: String,
    runtime: tokio::runtime::Runtime,
}

/// One person's browser, with cookies of its own.
pub(crate) struct Browser<'a> {
    driver: &'a Driver,
    web: WebDriver,
    base: String,
    _profile: tempfile::TempDir,
    who: String,
    pictures: std::cell::Cell<u32>,
    /// How wide and high it is between two looks.
    size: std::cell::Cell<(u32, u64)>,
}

impl Driver {
    /// Starts the driver on a free port.
    pub(crate) fn start() -> Self {
        let port = free_port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is missing: on Debian, apt-get install chromium chromium-driver");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let address = format!("127.0.0.1:{port}");
        for _ in 0..200 {
            if std::net::TcpStream::connect(&address).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Self {
            child,
            address: format!("http://{address}"),
            runtime,
        }
    }

    /// A new browser for somebody.
    pub(crate) fn browser(&self, who: &str, base: &str) -> Browser<'_> {
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for word in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--window-size=1280,1000",
        ] {
            wanted.add_arg(word).unwrap();
        }
        wanted
            .add_arg(&format!("--user-data-dir={}", profile.path().display()))
            .unwrap();
        let web = self
            .runtime
            .block_on(WebDriver::new(&self.address, wanted))
            .unwrap();
        Browser {
            driver: self,
            web,
            base: base.to_owned(),
            _profile: profile,
            who: who.to_owned(),
            pictures: std::cell::Cell::new(0),
            size: std::cell::Cell::new((1280, 1000)),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Browser<'_> {
    fn wait<T>(&self, work: impl Future<Output = WebDriverResult<T>>) -> T {
        self.driver.runtime.block_on(work).unwrap_or_else(|why| {
            panic!(
                "{}: {why}\non {}\n{}",
                self.who,
                self.address(),
                self.text()
            )
        })
    }

    fn try_text(&self) -> WebDriverResult<String> {
        self.driver
            .runtime
            .block_on(async { self.web.find(By::Css("body")).await?.text().await })
    }

    /// The words of the page.
    pub(crate) fn text(&self) -> String {
        self.try_text()
            .unwrap_or_else(|why| format!("(no page: {why})"))
    }

    /// The address of the page.
    pub(crate) fn address(&self) -> String {
        self.driver
            .runtime
            .block_on(self.web.current_url())
            .map(|address| address.to_string())
            .unwrap_or_default()
    }

    /// Opens a page of the server, or a whole address, and looks at it.
    pub(crate) fn open(&self, path: &str) -> &Self {
        let address = if path.starts_with("http") || path.starts_with("file:") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        self.wait(self.web.goto(&address));
        self.look();
        self
    }

    /// Opens a page of the server without looking at it.
    pub(crate) fn pass(&self, path: &str) {
        self.wait(self.web.goto(format!("{}{path}", self.base)));
    }

    /// Follows a link by its words.
    pub(crate) fn follow(&self, words: &str) -> &Self {
        self.click(&format!(
            "//a[contains(normalize-space(.), {})]",
            quoted(words)
        ));
        self
    }

    /// Presses a button by its words.
    pub(crate) fn press(&self, words: &str) -> &Self {
        self.click(&format!(
            "//main//button[contains(normalize-space(.), {})]",
            quoted(words)
        ));
        self
    }

    fn click(&self, path: &str) {
        let element = self.wait(self.web.find(By::XPath(path)));
        self.wait(element.scroll_into_view());
        self.wait(element.click());
        self.look();
    }

    fn field(&self, label: &str) -> WebElement {
        let path = format!(
            "//*[@id=//label[contains(normalize-space(.), {})]/@for]",
            quoted(label)
        );
        self.wait(self.web.find(By::XPath(path)))
    }

    /// Types into the field with this label, in place of what is there.
    pub(crate) fn fill(&self, label: &str, value: &str) -> &Self {
        let field = self.field(label);
        self.wait(field.clear());
        self.wait(field.send_keys(value));
        self
    }

    /// Types into a field by its name, where several have the same label.
    pub(crate) fn fill_named(&self, name: &str, value: &str) -> &Self {
        let field = self.wait(self.web.find(By::Css(format!("[name='{name}']"))));
        self.wait(field.clear());
        self.wait(field.send_keys(value));
        self
    }

    /// Types the same into every text area of the page.
    pub(crate) fn fill_every_textarea(&self, value: &str) -> &Self {
        for field in self.wait(self.web.find_all(By::Css("main textarea"))) {
            self.wait(field.clear());
            self.wait(field.send_keys(value));
        }
        self
    }

    /// Types into the nth field of the table's row that says these words.
    pub(crate) fn fill_nth_in_row(&self, words: &str, number: usize, value: &str) -> &Self {
        let path = format!(
            "(//main//tr[contains(normalize-space(.), {})]//input)[{number}]",
            quoted(words)
        );
        let field = self.wait(self.web.find(By::XPath(path)));
        self.wait(field.clear());
        self.wait(field.send_keys(value));
        self
    }

    /// Where the page's links lead within the server.
    pub(crate) fn paths(&self) -> Vec<String> {
        let found = self.script(
            "return [...document.querySelectorAll('a[href^=\"/\"]')].map(a => a.getAttribute('href'))",
        );
        let found = found.as_array().cloned().unwrap_or_default();
        let path = |link: &serde_json::Value| link.as_str().unwrap_or_default().to_owned();
        found.iter().map(path).collect()
    }

    /// The addresses of the page's links that hold these words.
    pub(crate) fn links_within(&self, words: &str) -> Vec<String> {
        let found = self.script(&format!(
            "return [...document.querySelectorAll('main a')].map(a => a.href).filter(h => h.includes({words:?}))"
        ));
        let found = found.as_array().cloned().unwrap_or_default();
        found
            .iter()
            .map(|link| link.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Chooses from a list, a row of radios or checkboxes, by label and words.
    pub(crate) fn choose(&self, words: &str) -> &Self {
        let path = format!(
            "//main//label[contains(normalize-space(.), {})]",
            quoted(words)
        );
        let label = self.wait(self.web.find(By::XPath(path)));
        self.wait(label.scroll_into_view());
        self.wait(label.click());
        self
    }

    /// Chooses from the list with this label.
    pub(crate) fn select(&self, label: &str, words: &str) -> &Self {
        let field = self.field(label);
        let path = format!(".//option[contains(normalize-space(.), {})]", quoted(words));
        let option = self.wait(field.find(By::XPath(path)));
        self.wait(option.click());
        self
    }

    /// Chooses a file.
    pub(crate) fn attach(&self, label: &str, file: &Path) -> &Self {
        let field = self.field(label);
        self.wait(field.send_keys(file.to_str().unwrap()));
        self
    }

    /// The page must say this.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) -> &Self {
        let text = self.text();
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            flat.contains(words),
            "{} does not see ‘{words}’ on {}:\n{text}",
            self.who,
            self.address()
        );
        self
    }

    /// Waits until the page says one of these, at most some seconds.
    pub(crate) fn waits_for(&self, one: &str, other: &str) {
        for _ in 0..300 {
            let text = self.text();
            if text.contains(one) || text.contains(other) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        self.sees(one);
    }

    /// Reaches nothing over the network from now on.
    pub(crate) fn goes_offline(&self) {
        let off = serde_json::json!({
            "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1
        });
        let cdp = self.web.cdp();
        self.wait(cdp.send_raw("Network.enable", serde_json::json!({})));
        self.wait(cdp.send_raw("Network.emulateNetworkConditions", off));
    }

    /// Runs a script of the test's own in the page.
    pub(crate) fn script(&self, text: &str) -> serde_json::Value {
        let found = self.wait(self.web.execute(text, Vec::new()));
        found.json().clone()
    }

    /// Looks at the page: axe finds nothing, and nothing sticks out at the side of a phone.
    fn look(&self) {
        if !self
            .script(
                "return document.contentType === 'text/html' && !!document.querySelector('main')",
            )
            .as_bool()
            .unwrap_or(false)
        {
            return;
        }
        self.be_wide(1280, 800);
        self.find_what_sticks_out();
        self.keep_picture("wide");
        self.find_faults();
        self.be_wide(375, 800);
        self.find_what_sticks_out();
        self.keep_picture("narrow");
        let (width, height) = self.size.get();
        self.be_wide(width, height);
    }

    /// Is a phone from now on, also where something is pressed and typed.
    pub(crate) fn is_a_phone(&self) {
        self.size.set((375, 800));
        self.be_wide(375, 800);
    }

    /// Makes the page so wide and high, as a phone or a desk would.
    fn be_wide(&self, width: u32, height: u64) {
        let size = serde_json::json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        self.wait(
            self.web
                .cdp()
                .send_raw("Emulation.setDeviceMetricsOverride", size),
        );
    }

    /// Neither a box nor the words in one reach beyond the side of the page.
    fn find_what_sticks_out(&self) {
        let found = self.script(
            "const page = document.documentElement;
             const scrolls = e => e.closest('[role=region], .scroll, .table-scroll');
             const out = [...document.querySelectorAll('main *')].filter(e => !scrolls(e)
                && e.getBoundingClientRect().right > page.clientWidth + 1)
                .map(e => e.tagName + '.' + e.className).slice(0, 5);
             return page.scrollWidth > page.clientWidth + 1 ? [...out, page.scrollWidth + ' pixels'] : out",
        );
        assert_eq!(
            found,
            serde_json::json!([]),
            "sticks out at the side: {}",
            self.address()
        );
    }

    fn find_faults(&self) {
        let axe = std::fs::read_to_string(pages::AXE_SCRIPT).expect("build the pages part first");
        self.script(&axe);
        let found = self.wait(self.web.execute_async(
            "const done = arguments[arguments.length - 1];
             axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
               .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))))",
            Vec::new(),
        ));
        assert_eq!(
            *found.json(),
            serde_json::json!([]),
            "axe on {}",
            self.address()
        );
    }

    fn keep_picture(&self, kind: &str) {
        let Ok(folder) = std::env::var("COMMONWEAL_PICTURES") else {
            return;
        };
        std::fs::create_dir_all(&folder).unwrap();
        let number = self.pictures.get() + 1;
        self.pictures.set(number);
        let height = self
            .script("return document.documentElement.scrollHeight")
            .as_u64()
            .unwrap_or(900);
        self.be_wide(if kind == "wide" { 1280 } else { 375 }, height.min(6_000));
        let picture = self.wait(self.web.screenshot_as_png());
        let file = Path::new(&folder).join(format!("{}-{number:03}-{kind}.png", self.who));
        std::fs::write(file, picture).unwrap();
    }

    /// Fetches a file as the signed-in person, with the browser's cookies (a page of ours may not
    /// fetch anything itself), and gives its bytes.
    pub(crate) fn fetch(&self, path: &str) -> Vec<u8> {
        let cookies = self.wait(self.web.get_all_cookies());
        let cookies: Vec<String> = cookies
            .iter()
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        let address = format!("{}{path}", self.base);
        let fetched = self.driver.runtime.block_on(async {
            let request = reqwest::Client::new().get(address);
            let answer = request.header("Cookie", cookies.join("; ")).send().await?;
            answer.error_for_status()?.bytes().await
        });
        fetched.unwrap().to_vec()
    }

    /// Presses a button that gives a file, lets the browser keep it in an empty folder, and gives its place
    /// once it is whole.
    pub(crate) fn downloads(&self, words: &str, folder: &Path) -> PathBuf {
        let to = serde_json::json!({ "behavior": "allow", "downloadPath": folder.to_str() });
        let cdp = self.web.cdp();
        self.wait(cdp.send_raw("Browser.setDownloadBehavior", to));
        self.press(words);
        for _ in 0..600 {
            let files = std::fs::read_dir(folder).unwrap();
            let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
            let is_whole = |file: &PathBuf| file.extension().is_none_or(|it| it != "crdownload");
            if let [file] = files.as_slice()
                && is_whole(file)
            {
                return file.clone();
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("{} was given no file by ‘{words}’", self.who);
    }

    /// Closes the browser.
    pub(crate) fn close(self) {
        self.driver
            .runtime
            .block_on(self.web.clone().quit())
            .unwrap();
    }
}

/// Words between the marks that a path query takes.
fn quoted(words: &str) -> String {
    if words.contains('\'') {
        format!("\"{words}\"")
    } else {
        format!("'{words}'")
    }
}
