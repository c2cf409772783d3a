//! A picture of lines as one of points, for programs that show no SVG.

use crate::{DocumentFault, Fonts};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::Arc;

/// Points for each unit of the picture: enough to print.
const POINTS: u16 = 2;

/// A picture of points.
pub(crate) struct Picture {
    pub(crate) png: Vec<u8>,
    /// Its shape.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// What draws pictures: the faces alone, nothing from this machine or elsewhere.
pub(crate) struct Painter(Options<'static>);

impl Painter {
    pub(crate) fn new(fonts: &Fonts) -> Self {
        let mut faces = fontdb::Database::new();
        for bytes in &fonts.0 {
            faces.load_font_data(bytes.clone());
        }
        Self(Options {
            fontdb: Arc::new(faces),
            image_href_resolver: resvg::usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        })
    }

    pub(crate) fn paint(&self, svg: &str) -> Result<Picture, DocumentFault> {
        let not_set = |why: &str| DocumentFault::NotSet(format!("a picture: {why}"));
        let tree = Tree::from_str(svg, &self.0).map_err(|why| not_set(&why.to_string()))?;
        let size = tree.size().to_int_size();
        let points = |units: u32| units.saturating_mul(POINTS.into());
        let (width, height) = (points(size.width()), points(size.height()));
        let mut paper = Pixmap::new(width, height).ok_or_else(|| not_set("it is too large"))?;
        let scale = f32::from(POINTS);
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut paper.as_mut(),
        );
        let png = paper
            .encode_png()
            .map_err(|why| not_set(&why.to_string()))?;
        Ok(Picture { png, width, height })
    }
}
