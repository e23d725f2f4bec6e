//! A frame as text: what is written, and below it in which style.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write as _;

pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        writeln!(out, "{}", line.trim_end()).unwrap();
    }
    out
}

/// Text and styles: `row:from-to style` for every run that is not plain.
pub fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    out.push_str("---\n");
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let start = x;
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                x += 1;
            }
            let name = name(style);
            let blank = (start..x).all(|x| buffer[(x, y)].symbol() == " ");
            let reversed = style.add_modifier.contains(Modifier::REVERSED);
            if !name.is_empty() && (!blank || reversed) {
                writeln!(out, "{}:{}-{} {name}", y + 1, start + 1, x).unwrap();
            }
        }
    }
    out
}

/// The bright black of a terminal is the background of some themes.
pub fn assert_seen_in_every_theme(buffer: &Buffer) {
    let unseen = |colour| matches!(colour, Color::DarkGray | Color::Indexed(8));
    let unseen = buffer.content().iter().find(|cell| unseen(cell.fg) || unseen(cell.bg));
    assert_eq!(unseen, None, "{}", text(buffer));
}

/// Where `NO_COLOR` is set, only a QR code has colours: a camera reads dark on light.
pub fn assert_without_colour(buffer: &Buffer) {
    let is_code = |cell: &&Cell| cell.fg == Color::Black && cell.bg == Color::White;
    let mut cells = buffer.content().iter().filter(|cell| !is_code(cell));
    let coloured = cells.find(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
    assert_eq!(coloured, None, "{}", text(buffer));
}

fn name(style: Style) -> String {
    let mut names = Vec::new();
    if let Some(colour) = style.fg.filter(|colour| *colour != Color::Reset) {
        names.push(colour.to_string().to_lowercase());
    }
    if let Some(colour) = style.bg.filter(|colour| *colour != Color::Reset) {
        names.push(format!("on {}", colour.to_string().to_lowercase()));
    }
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::ITALIC, "italic"),
    ] {
        if style.add_modifier.contains(modifier) {
            names.push(word.to_owned());
        }
    }
    names.join(" ")
}
