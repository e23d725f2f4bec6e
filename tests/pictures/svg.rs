//! A frame as a calm window: text stands in its columns, whatever font the reader has.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// A cell of the grid, in the units of the picture: the width is that of a monospace font of 14 units.
const CELL: (f64, f64) = (8.43, 19.0);
const FONT: f64 = 14.0;
/// From the window's edge to the grid.
const SIDE: f64 = 8.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 12.0;

const BACKGROUND: &str = "#12161c";
const TEXT: &str = "#d6dbe3";

/// Draws a frame.
pub fn draw(title: &str, buffer: &Buffer, cursor: (u16, u16)) -> String {
    let (columns, rows) = (f64::from(buffer.area.width), f64::from(buffer.area.height));
    let width = columns * CELL.0 + 2.0 * SIDE;
    let height = rows * CELL.1 + TOP + BOTTOM;
    let title = escaped(title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         width=\"{width:.0}\" height=\"{height:.0}\">\n\
         <title>{title}</title>\n\
         <style>text{{font:{FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;\
         white-space:pre}}.b{{font-weight:bold}}</style>\n\
         <rect x=\".5\" y=\".5\" width=\"{:.1}\" height=\"{:.1}\" rx=\"10\" fill=\"{BACKGROUND}\" \
         stroke=\"#2b323c\"/>\n",
        width - 1.0,
        height - 1.0,
    );
    for dot in 0..3 {
        let x = 20.0 + 17.0 * f64::from(dot);
        writeln!(svg, "<circle cx=\"{x}\" cy=\"18\" r=\"5\" fill=\"#2b323c\"/>").unwrap();
    }
    for y in 0..buffer.area.height {
        row(buffer, y, &mut svg);
    }
    // A hidden cursor stays where it began.
    if cursor != (0, 0) {
        rect(&mut svg, cursor, [0.0, 0.08, 1.0, 0.84], TEXT, 0.55);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Draws a row: runs of one look, apart where there is more than one space between them.
fn row(buffer: &Buffer, y: u16, svg: &mut String) {
    let cell = |x: u16| &buffer[(x, y)];
    for x in 0..buffer.area.width {
        let ground = Look::of(cell(x)).ground;
        if ground != BACKGROUND {
            rect(svg, (x, y), [0.0, 0.0, 1.0, 1.0], ground, 1.0);
        }
    }
    let mut x = 0;
    while x < buffer.area.width {
        let first = cell(x);
        let look = Look::of(first);
        if first.symbol() == " " || block(svg, (x, y), first.symbol(), look.ink) {
            x += 1;
        } else {
            let from = x;
            let mut run = String::new();
            while x < buffer.area.width && Look::of(cell(x)) == look {
                let symbol = cell(x).symbol();
                let next = buffer.cell((x + 1, y)).map_or(" ", Cell::symbol);
                let ends = symbol == " " && next == " ";
                if ends || is_block(symbol) {
                    break;
                }
                run.push_str(symbol);
                x += u16::try_from(symbol.width()).unwrap().max(1);
            }
            text(svg, (from, y), run.trim_end(), &look);
        }
    }
}

/// How a cell looks.
#[derive(PartialEq)]
struct Look {
    ink: &'static str,
    ground: &'static str,
    bold: bool,
    faint: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (ink, ground) = (colour(cell.fg, TEXT), colour(cell.bg, BACKGROUND));
        let reversed = cell.modifier.contains(Modifier::REVERSED);
        Self {
            ink: if reversed { ground } else { ink },
            ground: if reversed { ink } else { ground },
            bold: cell.modifier.contains(Modifier::BOLD),
            faint: cell.modifier.contains(Modifier::DIM),
        }
    }
}

/// The colours the theme uses, as a dark terminal shows them.
fn colour(colour: Color, plain: &'static str) -> &'static str {
    match colour {
        Color::Reset => plain,
        Color::DarkGray => "#7d8794",
        Color::Cyan => "#5ac8dc",
        Color::Green => "#86cc8c",
        Color::Yellow => "#e6bd6c",
        Color::Red => "#f0767d",
        Color::Black => "#000000",
        Color::White => "#ffffff",
        other => panic!("the theme has no {other}"),
    }
}

fn text(svg: &mut String, (x, y): (u16, u16), run: &str, look: &Look) {
    let columns = u16::try_from(run.width()).unwrap();
    let left = SIDE + f64::from(x) * CELL.0;
    let base = TOP + f64::from(y) * CELL.1 + 14.0;
    let width = f64::from(columns) * CELL.0;
    let bold = if look.bold { " class=\"b\"" } else { "" };
    let faint = if look.faint { " opacity=\".6\"" } else { "" };
    writeln!(
        svg,
        "<text x=\"{left:.2}\" y=\"{base:.1}\" textLength=\"{width:.2}\" \
         lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{bold}{faint}>{}</text>",
        look.ink,
        escaped(run),
    )
    .unwrap();
}

fn is_block(symbol: &str) -> bool {
    part(symbol).is_some()
}

/// Draws what fonts draw with gaps between the cells.
fn block(svg: &mut String, at: (u16, u16), symbol: &str, ink: &str) -> bool {
    let Some((part, opacity)) = part(symbol) else {
        return false;
    };
    rect(svg, at, part, ink, opacity);
    true
}

/// The part of a cell that a block fills, as left, top, width and height; and how densely.
fn part(symbol: &str) -> Option<([f64; 4], f64)> {
    // A bar leaves some air above and below, so that bars in neighbouring rows stay apart.
    const BAR: (f64, f64) = (0.16, 0.68);
    const LEFT: &str = "▏▎▍▌▋▊▉";
    const LOWER: &str = "▁▂▃▄▅▆▇";
    let eighths = |row: &str| {
        let at = row.chars().position(|c| symbol.chars().eq([c]))?;
        Some(f64::from(u8::try_from(at).unwrap() + 1) / 8.0)
    };
    if let Some(width) = eighths(LEFT) {
        return Some(([0.0, BAR.0, width, BAR.1], 1.0));
    }
    if let Some(height) = eighths(LOWER) {
        return Some(([0.0, 0.84 - height * BAR.1, 1.0, height * BAR.1], 1.0));
    }
    match symbol {
        "█" => Some(([0.0, BAR.0, 1.0, BAR.1], 1.0)),
        "░" => Some(([0.0, BAR.0, 1.0, BAR.1], 0.22)),
        "─" => Some(([0.0, 0.49, 1.0, 0.055], 0.6)),
        _ => None,
    }
}

fn rect(svg: &mut String, (x, y): (u16, u16), part: [f64; 4], ink: &str, opacity: f64) {
    let [left, top, width, height] = part;
    let opacity = if opacity < 1.0 { format!(" opacity=\"{opacity}\"") } else { String::new() };
    writeln!(
        svg,
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{ink}\"{opacity} \
         shape-rendering=\"crispEdges\"/>",
        SIDE + (f64::from(x) + left) * CELL.0,
        TOP + (f64::from(y) + top) * CELL.1,
        width * CELL.0,
        height * CELL.1,
    )
    .unwrap();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
