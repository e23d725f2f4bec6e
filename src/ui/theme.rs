//! Colours by meaning, out of the terminal's own sixteen: they follow light and dark themes.

use ratatui::style::{Color, Modifier, Style};

/// The styles of everything that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With colours, or without where `NO_COLOR` is set.
    pub const fn new(colour: bool) -> Self {
        Self { colour }
    }

    const fn coloured(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// Ordinary text, in the terminal's own colours.
    #[expect(clippy::unused_self, reason = "the same with colours and without")]
    pub const fn plain(self) -> Style {
        Style::new()
    }

    /// What matters most in its line.
    #[expect(clippy::unused_self, reason = "the same with colours and without")]
    pub const fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A label, a rule, a hint: never a fact. The terminal's bright black is the background of
    /// some themes, so it is never used.
    #[expect(clippy::unused_self, reason = "the same with colours and without")]
    pub const fn muted(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A place that was looked for, or that is wrong: what it is is said elsewhere.
    #[expect(clippy::unused_self, reason = "the same with colours and without")]
    pub const fn marked(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED))
    }

    /// The row on which keys act.
    #[expect(clippy::unused_self, reason = "the same with colours and without")]
    pub const fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The one accent: where the person is, and the keys.
    pub const fn accent(self) -> Style {
        self.coloured(Color::Cyan)
    }

    pub const fn ok(self) -> Style {
        self.coloured(Color::Green)
    }

    pub const fn attention(self) -> Style {
        self.coloured(Color::Yellow)
    }

    pub const fn danger(self) -> Style {
        self.coloured(Color::Red)
    }
}
