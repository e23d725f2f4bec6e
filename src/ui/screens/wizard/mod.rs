//! Draws the wizard: done steps stay above, the present one is open, the coming ones are named below.

mod account;
mod brought;
mod consent;
mod credentials;
mod done;
mod exchange;
mod integration;
mod link;
mod resume;
mod scene;
mod trail;
mod way_in;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use crate::app::Model;
use crate::app::wizard::consent::Phase;
use crate::app::wizard::wait::Overlay;
use crate::app::wizard::{Step, Wizard};
use crate::i18n::Catalog;
use crate::ui::theme::Theme;
use crate::ui::widgets::sheet::{Keep, Sheet};
use scene::Scene;

/// Lines that are longer are hard to read.
const MEASURE: u16 = 84;
/// Below this many rows each of them is needed.
const ROOMY: u16 = 18;

/// Draws the trail of steps and the present one.
pub fn draw(
    wizard: &Wizard,
    model: &Model,
    words: &Catalog,
    theme: Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let scene = Scene {
        wizard,
        model,
        words,
        theme,
    };
    if let Step::Consent(step) = wizard.step()
        && let Phase::Waiting(wait) = &step.phase
        && wait.overlay == Overlay::QrCode
    {
        return link::draw_code(&wait.waiting.consent_url, &scene, frame, area);
    }
    // A row of air above the footer, where there is one to spare.
    let spare = u16::from(area.height > ROOMY);
    let area = Rect {
        width: area.width.min(MEASURE),
        height: area.height - spare,
        ..area
    };
    let mut sheet = Sheet::new(area.width);
    header(&scene, &mut sheet);
    trail::before(&scene, &mut sheet);
    match wizard.step() {
        Step::Resume(step) => resume::draw(step, &scene, &mut sheet),
        Step::Account(step) => account::draw(step, &scene, &mut sheet),
        Step::Integration(step) => integration::draw(step, &scene, &mut sheet),
        Step::WayIn(step) => way_in::draw(step, &scene, &mut sheet),
        Step::Credentials(step) => credentials::draw(step, &scene, &mut sheet),
        Step::Code(step) => brought::code(step, &scene, &mut sheet),
        Step::LongLived(step) => brought::long_lived(step, &scene, &mut sheet),
        Step::ApiKey(step) => brought::api_key(step, &scene, &mut sheet),
        Step::Consent(step) => consent::draw(step, &scene, &mut sheet),
        Step::Done(step) => done::draw(step, &scene, &mut sheet),
    }
    trail::later(&scene, &mut sheet);
    sheet.draw(frame, area);
}

/// The program's name, and what is being done.
fn header(scene: &Scene<'_>, sheet: &mut Sheet) {
    let Scene {
        wizard,
        model,
        words,
        theme,
    } = scene;
    let title = match wizard.authorizes_again() {
        Some(profile) => words.say("wizard-again", &[("profile", profile.as_str().into())]),
        None if model.facts.demo.is_some() => words.text("wizard-demo"),
        None if is_first(wizard) => words.text("wizard-first"),
        None => words.text("wizard-another"),
    };
    let gap = usize::from(sheet.width())
        .saturating_sub("amokey".width() + title.width())
        .max(2);
    sheet.line(
        Keep::Before,
        Line::from(vec![
            Span::styled("amokey", theme.strong()),
            Span::raw(" ".repeat(gap)),
            Span::styled(title, theme.muted()),
        ]),
    );
    sheet.space();
}

/// Whether nothing was connected before.
fn is_first(wizard: &Wizard) -> bool {
    let connected = match wizard.step() {
        Step::Done(done) => Some(&done.profile.name),
        _ => None,
    };
    let all = wizard.profiles().all;
    all.iter().all(|profile| Some(&profile.name) == connected)
}
