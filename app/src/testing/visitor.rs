//! A visitor: asks for pages and sends forms as a browser does, with its cookies.

use super::TestApp;
use super::quality;
use crate::visit::csrf_token;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use std::cell::RefCell;
use tower::ServiceExt;

/// Somebody at a browser.
pub(crate) struct Visitor<'a> {
    test: &'a TestApp,
    cookies: RefCell<Vec<(String, String)>>,
    /// Whether pages are taken as they come, as answers to what no page of ours would send.
    is_unchecked: Option<()>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) media_type: String,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) html: String,
}

impl Page {
    /// Whether the page says this; shows the page when it does not.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(words),
            "the page does not say ‘{words}’:\n{}",
            self.text()
        );
        self
    }

    /// Whether the page does not say this.
    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Self {
        assert!(
            !self.text().contains(words),
            "the page says ‘{words}’:\n{}",
            self.text()
        );
        self
    }

    /// The page's words, each run of white space as one space.
    pub(crate) fn text(&self) -> String {
        let document = scraper::Html::parse_document(&self.html);
        let text: Vec<&str> = document
            .root_element()
            .text()
            .flat_map(str::split_whitespace)
            .collect();
        text.join(" ")
    }

    /// The value of a hidden field; nothing when the page has none.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let document = scraper::Html::parse_document(&self.html);
        let field = scraper::Selector::parse(&format!("input[name={name}]")).unwrap();
        let found = document.select(&field).next();
        let value = found.and_then(|field| field.value().attr("value"));
        value.unwrap_or_default().to_owned()
    }

    /// The last part of the address it leads to, where a new record's key stands.
    pub(crate) fn new_key(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.html);
        let path = self.location.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(test: &'a TestApp, token: Option<String>) -> Self {
        let cookies = token
            .map(|token| ("__Host-session".to_owned(), token))
            .into_iter()
            .collect();
        Self {
            test,
            cookies: RefCell::new(cookies),
            is_unchecked: None,
        }
    }

    /// The same, who sends what no page of ours would send, and takes the answers as they come.
    pub(crate) fn unchecked(self) -> Self {
        Self {
            is_unchecked: Some(()),
            ..self
        }
    }

    /// The secret of its session.
    pub(crate) fn session(&self) -> Option<String> {
        let cookies = self.cookies.borrow();
        let found = cookies
            .iter()
            .find(|(name, value)| name == "__Host-session" && !value.is_empty());
        found.map(|(_, value)| value.clone())
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty())
    }

    /// Sends a form as our page would.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = form_urlencoded::Serializer::new(String::new());
        if let Some(token) = self.session() {
            form.append_pair("csrf", &csrf_token(&token));
        }
        form.extend_pairs(fields);
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(form.finish()))
    }

    /// Sends a form with one file.
    pub(crate) fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Page {
        self.upload_all(path, fields, &[file])
    }

    /// Sends a form with files: the field of each, its name and its content.
    pub(crate) fn upload_all(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        let csrf = self
            .session()
            .map(|token| csrf_token(&token))
            .unwrap_or_default();
        for (name, value) in [&[("csrf", csrf.as_str())], fields].concat() {
            body.extend(
                format!(
                    "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (field, file_name, content) in files {
            body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{file_name}\"\r\ncontent-type: application/octet-stream\r\n\r\n").bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body))
    }

    /// Sends whatever a test has made.
    pub(crate) fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header("host", "commonweal.example")
            .header("cookie", cookies.join("; "))
            .body(body)
            .unwrap();
        let router = self.test.router.clone();
        let response = self.test.runtime.block_on(async {
            tokio::spawn(async move { router.oneshot(request).await.unwrap() })
                .await
                .unwrap()
        });
        self.read(response)
    }

    fn read(&self, response: Response<Body>) -> Page {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = |name: &str| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        let (location, media_type) = (text("location"), text("content-type"));
        for cookie in headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default().to_owned();
            let mut cookies = self.cookies.borrow_mut();
            cookies.retain(|(kept, _)| kept != name);
            cookies.push((name.to_owned(), value));
        }
        let bytes = self
            .test
            .runtime
            .block_on(to_bytes(response.into_body(), usize::MAX))
            .unwrap()
            .to_vec();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        if self.is_unchecked.is_none()
            && media_type.starts_with("text/html")
            && !text("content-disposition").contains("filename")
        {
            quality::check(&html, status);
        }
        Page {
            status,
            location,
            media_type,
            headers,
            bytes,
            html,
        }
    }
}
