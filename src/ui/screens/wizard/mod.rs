//! Draws the wizard: done steps stay above, the present one is open, the coming ones are named below.

mod account;
mod consent;
mod credentials;
mod done;
mod guide;
mod integration;
mod link;
mod method;
mod resume;
mod scene;
mod secret_step;
mod store_step;
mod surroundings;
mod trail;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr as _;

use crate::app::Model;
use crate::app::wizard::consent::Phase;
use crate::app::wizard::{Aside, Step, Wizard};
use crate::i18n::Catalog;
use crate::ui::theme::Theme;
use crate::ui::widgets::sheet::Sheet;
use scene::{Keep, Scene};

/// Lines that are longer are hard to read.
const MEASURE: u16 = 84;
/// Below this many rows each of them is needed.
const ROOMY: u16 = 18;

pub fn draw(
    wizard: &Wizard,
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    if let Step::Consent(step) = wizard.step()
        && let Phase::Waiting(wait) = &step.phase
        && wait.qr_code
    {
        let scene = Scene { wizard, model, words, theme, sheet: sheet(area.width, theme) };
        return link::draw_code(wait, scene, frame, area);
    }
    // A row of air above the footer, where there is one to spare.
    let spare = u16::from(area.height > ROOMY);
    let area = Rect { width: area.width.min(MEASURE), height: area.height - spare, ..area };
    let mut scene = Scene { wizard, model, words, theme, sheet: sheet(area.width, theme) };
    header(&mut scene);
    trail::before(&mut scene);
    match (&wizard.aside, wizard.step()) {
        (Aside::Leaving, _) => store_step::draw_leaving(&mut scene),
        (Aside::Store(step), _) => store_step::draw(step, &mut scene),
        (Aside::None, step) => draw_step(step, &mut scene),
    }
    if wizard.aside == Aside::None {
        trail::later(&mut scene);
    }
    scene.sheet.draw(frame, area);
}

fn draw_step(step: &Step, scene: &mut Scene<'_>) {
    match step {
        Step::Resume(step) => resume::draw(step, scene),
        Step::Account(step) => account::draw(step, scene),
        Step::Method(step) => method::draw(step, scene),
        Step::Integration(step) => integration::draw(step, scene),
        Step::Credentials(step) => credentials::draw(step, scene),
        Step::Secret(step) => secret_step::draw(step, scene),
        Step::Consent(step) => consent::draw(step, scene),
        Step::Done(step) => done::draw(step, scene),
    }
}

fn sheet(width: u16, theme: Theme) -> Sheet<Keep> {
    let mut sheet = Sheet::new(width);
    sheet.keys = theme.accent();
    sheet
}

/// The program's name, and what is being done.
fn header(scene: &mut Scene<'_>) {
    let (wizard, words, theme) = (scene.wizard, scene.words, scene.theme);
    let title = match &wizard.again {
        Some(profile) => words.say("wizard-again", &[("profile", profile.as_str().into())]),
        None if scene.model.settings.demo.is_some() => words.text("wizard-demo"),
        None if is_first(wizard) => words.text("wizard-first"),
        None => words.text("wizard-another"),
    };
    let gap = usize::from(scene.sheet.width).saturating_sub("amokey".width() + title.width());
    let spans = vec![
        Span::styled("amokey", theme.strong()),
        Span::raw(" ".repeat(gap.max(2))),
        Span::styled(title, theme.muted()),
    ];
    scene.sheet.line(Keep::Before, spans);
    scene.space();
}

fn is_first(wizard: &Wizard) -> bool {
    let connected = match wizard.step() {
        Step::Done(done) => Some(&done.profile.name),
        _ => None,
    };
    wizard.profiles.all.iter().all(|profile| Some(&profile.name) == connected)
}
