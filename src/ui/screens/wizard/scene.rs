//! The wizard's column of lines, and the few forms that its steps are drawn in.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::Model;
use crate::app::field::Field;
use crate::app::wizard::awaited::Awaited;
use crate::app::wizard::choice::Choice;
use crate::app::wizard::form::{FormField, Validity};
use crate::app::wizard::{Step, Wizard};
use crate::domain::authorize::recognize::recognize;
use crate::domain::profile::StoreKind;
use crate::domain::trouble::Trouble;
use crate::i18n::{Catalog, Explanation};
use crate::ui::theme::Theme;
use crate::ui::widgets::field::{Mask, shown};
use crate::ui::widgets::sheet::Sheet;

/// What stands below the title of a step stands under its label.
pub const INDENT: &str = "     ";
/// A mark and the space behind it.
const MARK: usize = 2;
/// Between a label and a value.
const GAP: usize = 3;

/// How much a line matters, the least first: in a low window the least important go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    Later,
    /// What helps whoever looks for it.
    Hint,
    Space,
    /// What helps whomever it concerns.
    Note,
    Before,
    Text,
    /// Without it the screen makes no sense.
    Always,
}

pub struct Scene<'a> {
    pub wizard: &'a Wizard,
    pub model: &'a Model,
    pub words: &'a Catalog,
    pub theme: Theme,
    pub sheet: Sheet<Keep>,
}

/// The names of the steps, as they stand at the left.
const LABELS: [&str; 13] = [
    "step-account",
    "step-way-in",
    "step-integration",
    "step-keys",
    "step-redirect-uri",
    "step-consent",
    "step-code",
    "step-token",
    "step-api-key",
    "step-store",
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
    pub fn step(&self, mark: (&str, Style), label: &str, style: Style) -> Vec<Span<'static>> {
        let label = self.words.text(label);
        let column = usize::from(self.column()).saturating_sub(MARK);
        let space = " ".repeat(column.saturating_sub(label.width()));
        vec![
            Span::styled(format!("{} ", mark.0), mark.1),
            Span::styled(label, style),
            Span::raw(space),
        ]
    }

    /// The title of the present step.
    pub fn title(&mut self, label: &str, value: &str) {
        self.title_and(label, value, None);
    }

    /// The title of the present step, with something at the right edge.
    pub fn title_and(&mut self, label: &str, value: &str, right: Option<String>) {
        let right = right.unwrap_or_default();
        let mark = match self.wizard.step() {
            // It has nothing left to do.
            Step::Done(_) => ("✓", self.theme.ok()),
            _ => ("●", self.theme.accent()),
        };
        let mut spans = self.step(mark, label, self.theme.strong());
        let lead: usize = spans.iter().map(Span::width).sum();
        let room = usize::from(self.sheet.width).saturating_sub(lead + right.width());
        let needed = value.width() + if right.is_empty() { 0 } else { 2 };
        // What has no room beside the label stands below it.
        let beside = if needed <= room { value } else { "" };
        spans.push(Span::raw(beside.to_owned()));
        if !right.is_empty() {
            spans.push(Span::raw(" ".repeat(room - beside.width())));
            spans.push(Span::styled(right, self.theme.muted()));
        }
        self.sheet.line(Keep::Always, spans);
        if needed > room {
            self.text(Keep::Text, value);
        }
        self.space();
    }

    /// Space, unless there is some already.
    pub fn space(&mut self) {
        self.sheet.space(Keep::Space);
    }

    pub fn text(&mut self, keep: Keep, text: &str) {
        self.sheet.text(keep, Span::raw(INDENT), text, self.theme.plain());
    }

    /// A paragraph for whoever looks for it.
    pub fn hint(&mut self, text: &str) {
        self.sheet.paragraph(Keep::Hint, Span::raw(INDENT), text, self.theme.muted());
    }

    pub fn wrong(&mut self, text: &str) {
        let style = self.theme.danger();
        let lead = Span::styled(format!("{INDENT}✗ "), style);
        self.sheet.text(Keep::Always, lead, text, style);
    }

    pub fn attention(&mut self, text: &str) {
        let style = self.theme.attention();
        let lead = Span::styled(format!("{INDENT}! "), style);
        self.sheet.text(Keep::Text, lead, text, style);
    }

    pub fn told(&mut self, text: &str) {
        let lead = Span::styled(format!("{INDENT}✓ "), self.theme.ok());
        self.sheet.text(Keep::Text, lead, text, self.theme.plain());
    }

    pub fn numbered(&mut self, keep: Keep, items: impl IntoIterator<Item: AsRef<str>>) {
        for (number, item) in (1..).zip(items) {
            self.item(keep, number, item.as_ref());
        }
        self.space();
    }

    pub fn item(&mut self, keep: Keep, number: u8, item: &str) {
        let lead = Span::styled(format!("{INDENT}{number}  "), self.theme.muted());
        self.sheet.text(keep, lead, item, self.theme.plain());
    }

    /// A key and what it does here.
    pub fn key(&mut self, key: &str, text: &str) {
        self.kept_key(Keep::Text, key, text);
    }

    pub fn kept_key(&mut self, keep: Keep, key: &str, text: &str) {
        let space = " ".repeat(5_usize.saturating_sub(key.width()));
        let lead = Span::styled(format!("{INDENT}{key}{space}"), self.theme.accent());
        self.sheet.paragraph(keep, lead, text, self.theme.plain());
    }

    pub fn choice<T: Clone>(&mut self, choice: &Choice<T>, name: impl Fn(&T) -> String) {
        for (option, chosen) in choice.lines() {
            let (mark, style) =
                if chosen { ("›", self.theme.accent()) } else { (" ", self.theme.plain()) };
            let lead = Span::styled(format!("{INDENT}{mark} "), style);
            // Not wrapped: the columns of its lines belong together.
            self.sheet.line(Keep::Always, vec![lead, Span::styled(name(option), style)]);
        }
    }

    /// A field of a form, below its label, with what is wrong about it.
    pub fn form_field(&mut self, field: &FormField, label: Option<&str>, typed_into: bool) {
        if let Some(label) = label {
            let style = if typed_into { self.theme.strong() } else { self.theme.muted() };
            self.sheet.text(Keep::Text, Span::raw(INDENT), &self.words.text(label), style);
        }
        let mask = match (field.question.is_secret(), field.field.revealed) {
            (false, _) => mask(&field.field),
            (true, true) => Mask::Open,
            (true, false) => Mask::ButTail,
        };
        self.field(&field.field, mask, typed_into);
        if let Validity::Invalid(error) = &field.validity {
            self.wrong(&self.words.input_error(field.question, error));
        }
    }

    /// A field, with the cursor in it when it is the one that is typed into.
    pub fn field(&mut self, field: &Field, mask: Mask, typed_into: bool) {
        let lead = INDENT.width() + 1;
        let lead = u16::try_from(lead).unwrap_or(u16::MAX);
        let (text, cursor) = shown(field, mask, self.sheet.width.saturating_sub(lead + 1));
        let bar = if typed_into { self.theme.accent() } else { self.theme.muted() };
        let line = Line::from(vec![Span::raw(INDENT), Span::styled("▏", bar), Span::raw(text)]);
        if typed_into {
            self.sheet.field(Keep::Always, line, lead + cursor);
        } else {
            self.sheet.line(Keep::Always, line);
        }
    }

    /// Why the wizard came back to this step.
    pub fn came_back(&mut self, trouble: Option<&Trouble>) {
        if let Some(trouble) = trouble {
            self.trouble(trouble);
            self.space();
        }
    }

    /// A trouble: what happened, why, what to do; and what amoCRM said, for those who search for it.
    pub fn trouble(&mut self, trouble: &Trouble) {
        self.explained(self.words.explain(trouble));
    }

    /// The same where the screen itself offers what to do.
    pub fn told_trouble(&mut self, trouble: &Trouble) {
        self.explained(Explanation { next: None, ..self.words.explain(trouble) });
    }

    fn explained(&mut self, said: Explanation) {
        self.wrong(&said.what);
        let below = || Span::raw(format!("{INDENT}  "));
        for text in [said.why, said.next].into_iter().flatten() {
            self.sheet.text(Keep::Text, below(), &text, self.theme.plain());
        }
        if let Some(details) = said.details {
            self.sheet.text(Keep::Text, below(), &format!("[{details}]"), self.theme.muted());
        }
    }

    /// For how long something has been going on, once it takes longer than a moment.
    pub fn seconds(&self, awaited: &Awaited) -> Option<String> {
        let seconds = awaited.seconds(self.model.now);
        (seconds > 0).then(|| self.words.say("wizard-seconds", &[("seconds", seconds.into())]))
    }

    /// What is being done, and for how long.
    pub fn busy(&self, text: &str, awaited: &Awaited) -> String {
        self.seconds(awaited).map_or_else(|| text.to_owned(), |time| format!("{text} · {time}"))
    }

    pub fn store(&self) -> String {
        self.words.text(match self.model.settings.store {
            StoreKind::Keychain => "wizard-store-keychain",
            StoreKind::File => "wizard-store-file",
            StoreKind::Memory => "wizard-store-memory",
        })
    }
}

/// What is shown of a text that was typed where no secret belongs: a secret that came there all the same is
/// covered as soon as it is recognized.
pub fn mask(field: &Field) -> Mask {
    if recognize(field.text()).is_secret() { Mask::Closed } else { Mask::Open }
}

/// `14:32`
pub fn minutes_and_seconds(seconds: u64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
