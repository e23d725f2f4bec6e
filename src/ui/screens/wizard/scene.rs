//! What every part of the wizard's picture needs, and the few forms they share.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::Model;
use crate::app::field::Field;
use crate::app::wizard::Wizard;
use crate::app::wizard::asked::Asked;
use crate::app::wizard::choice::Choice;
use crate::domain::pasted::recognize;
use crate::domain::profile::StoreKind;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::ui::theme::Theme;
use crate::ui::widgets::field::{Mask, shown};
use crate::ui::widgets::sheet::{Keep, Sheet};

/// What stands below the title of a step stands under its label.
const INDENT: &str = "     ";
/// A mark and the space behind it.
const MARK: usize = 2;
/// Between a label and a value.
const GAP: usize = 3;

/// What there is to draw, and how.
pub struct Scene<'a> {
    pub wizard: &'a Wizard,
    pub model: &'a Model,
    pub words: &'a Catalog,
    pub theme: Theme,
}

/// The names of the steps, as they stand at the left.
const LABELS: [&str; 12] = [
    "step-account",
    "step-way-in",
    "step-integration",
    "step-keys",
    "step-redirect-uri",
    "step-consent",
    "step-code",
    "step-token",
    "step-api-key",
    "step-save",
    "step-resume",
    "step-done",
];

impl Scene<'_> {
    /// The column in which the values of the steps begin.
    pub fn column(&self) -> u16 {
        let widest = LABELS.iter().map(|id| self.words.text(id).width()).max();
        u16::try_from(MARK + widest.unwrap_or_default() + GAP).unwrap_or(u16::MAX)
    }

    /// `✓ Account        acme.amocrm.ru`
    pub fn step(
        &self,
        mark: (&'static str, Style),
        label: &str,
        style: Style,
    ) -> Vec<Span<'static>> {
        let label = self.words.text(label);
        let column = usize::from(self.column()).saturating_sub(MARK);
        let space = " ".repeat(column.saturating_sub(label.width()));
        vec![
            Span::styled(format!("{} ", mark.0), mark.1),
            Span::styled(label, style),
            Span::raw(space),
        ]
    }

    /// The title of the present step, with something at the right edge.
    pub fn title(&self, sheet: &mut Sheet, label: &str, value: &str, right: Option<String>) {
        self.headed(sheet, ("●", self.theme.accent()), label, value, right);
    }

    /// The title of the last step, which has nothing left to do.
    pub fn reached(&self, sheet: &mut Sheet, label: &str, value: &str) {
        self.headed(sheet, ("✓", self.theme.ok()), label, value, None);
    }

    fn headed(
        &self,
        sheet: &mut Sheet,
        sign: (&'static str, Style),
        label: &str,
        value: &str,
        right: Option<String>,
    ) {
        let mut spans = self.step(sign, label, self.theme.strong());
        let lead: usize = spans.iter().map(Span::width).sum();
        let width = usize::from(sheet.width());
        let right = right.unwrap_or_default();
        let room = width.saturating_sub(lead + right.width());
        if value.width() + usize::from(!right.is_empty()) * 2 <= room {
            spans.push(Span::raw(value.to_owned()));
            let gap = room - value.width();
            if !right.is_empty() {
                spans.push(Span::raw(" ".repeat(gap)));
                spans.push(Span::styled(right, self.theme.muted()));
            }
            sheet.line(Keep::Always, spans);
        } else {
            // What has no room beside the label stands below it.
            if !right.is_empty() {
                spans.push(Span::raw(" ".repeat(room)));
                spans.push(Span::styled(right, self.theme.muted()));
            }
            sheet.line(Keep::Always, spans);
            self.text(sheet, Keep::Text, value);
        }
        sheet.space();
    }

    /// A paragraph of the step.
    pub fn text(&self, sheet: &mut Sheet, keep: Keep, text: &str) {
        sheet.text(keep, Span::raw(INDENT), text, self.theme.plain());
    }

    /// A paragraph for whoever looks for it.
    pub fn hint(&self, sheet: &mut Sheet, text: &str) {
        sheet.text(Keep::Hint, Span::raw(INDENT), text, self.theme.muted());
    }

    /// A line with what is wrong.
    pub fn wrong(&self, sheet: &mut Sheet, text: &str) {
        let style = self.theme.danger();
        let lead = Span::styled(format!("{INDENT}✗ "), style);
        sheet.text(Keep::Always, lead, text, style);
    }

    /// A line with what deserves a look.
    pub fn attention(&self, sheet: &mut Sheet, text: &str) {
        let style = self.theme.attention();
        let lead = Span::styled(format!("{INDENT}! "), style);
        sheet.text(Keep::Text, lead, text, style);
    }

    /// A line with what was just done.
    pub fn told(&self, sheet: &mut Sheet, text: &str) {
        let lead = Span::styled(format!("{INDENT}✓ "), self.theme.ok());
        sheet.text(Keep::Text, lead, text, self.theme.plain());
    }

    /// A numbered list.
    pub fn numbered(&self, sheet: &mut Sheet, keep: Keep, items: &[String]) {
        for (number, item) in (1..).zip(items) {
            let lead = Span::styled(format!("{INDENT}{number}  "), self.theme.muted());
            sheet.text(keep, lead, item, self.theme.plain());
        }
    }

    /// A text that is meant to be copied, and what stands beside it.
    pub fn verbatim(&self, sheet: &mut Sheet, before: &str, text: &str, after: [&str; 2]) {
        let theme = self.theme;
        let [key, does] = after;
        sheet.line(
            Keep::Always,
            vec![
                Span::raw(format!("{INDENT}{before}")),
                Span::styled(text.to_owned(), theme.strong()),
                Span::styled(format!("   {key}"), theme.accent()),
                Span::styled(format!(" {does}"), theme.muted()),
            ],
        );
    }

    /// A key and what it does here.
    pub fn key(&self, sheet: &mut Sheet, key: &str, text: &str) {
        let space = " ".repeat(5_usize.saturating_sub(key.width()));
        let lead = Span::styled(format!("{INDENT}{key}{space}"), self.theme.accent());
        sheet.text(Keep::Text, lead, text, self.theme.plain());
    }

    /// The lines of a choice.
    pub fn choice<T>(&self, sheet: &mut Sheet, choice: &Choice<T>, name: impl Fn(&T) -> String) {
        for (option, chosen) in choice.lines() {
            let (mark, style) = if chosen {
                ("›", self.theme.accent())
            } else {
                (" ", self.theme.plain())
            };
            let lead = Span::styled(format!("{INDENT}{mark} "), style);
            // Not wrapped: the columns of its lines belong together.
            sheet.line(Keep::Always, vec![lead, Span::styled(name(option), style)]);
        }
    }

    /// A field, with the cursor in it when it is the one that is typed into.
    pub fn field(&self, sheet: &mut Sheet, field: &Field, mask: Mask, typed_into: bool) {
        let lead = INDENT.width() + 1;
        let lead = u16::try_from(lead).unwrap_or(u16::MAX);
        let (text, cursor) = shown(field, mask, sheet.width().saturating_sub(lead + 1));
        let bar = if typed_into {
            self.theme.accent()
        } else {
            self.theme.muted()
        };
        let line = Line::from(vec![
            Span::raw(INDENT),
            Span::styled("▏", bar),
            Span::raw(text),
        ]);
        if typed_into {
            sheet.field(line, lead + cursor);
        } else {
            sheet.line(Keep::Always, line);
        }
    }

    /// A trouble: what happened, why, what to do; and what amoCRM said, for those who search for it.
    pub fn trouble(&self, sheet: &mut Sheet, trouble: &Trouble) {
        let said = self.words.explain(trouble);
        self.wrong(sheet, &said.what);
        let below = || Span::raw(format!("{INDENT}  "));
        for text in [said.why, said.next].into_iter().flatten() {
            sheet.text(Keep::Text, below(), &text, self.theme.plain());
        }
        if let Some(details) = said.details {
            let details = format!("[{details}]");
            sheet.text(Keep::Text, below(), &details, self.theme.muted());
        }
    }

    /// For how long something has been going on, once it takes longer than a moment.
    pub fn lasting(&self, asked: &Asked) -> Option<String> {
        let seconds = asked.seconds(self.model.now);
        (seconds > 0).then(|| {
            self.words
                .say("wizard-seconds", &[("seconds", seconds.into())])
        })
    }

    /// What is being done, and for how long.
    pub fn busy(&self, text: &str, asked: &Asked) -> String {
        self.lasting(asked)
            .map_or_else(|| text.to_owned(), |lasting| format!("{text} · {lasting}"))
    }

    /// Where secrets are kept.
    pub fn store(&self) -> String {
        self.words.text(match self.model.facts.store {
            StoreKind::Keychain => "wizard-store-keychain",
            StoreKind::File => "wizard-store-file",
            StoreKind::Memory => "wizard-store-memory",
        })
    }
}

/// What is shown of a text that was typed where no secret belongs: a secret that came there all the same is
/// covered as soon as it is recognized.
pub fn mask(field: &Field) -> Mask {
    if recognize(field.text()).is_secret() {
        Mask::Closed
    } else {
        Mask::Open
    }
}

/// `14:32`
pub fn minutes_and_seconds(seconds: u64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
