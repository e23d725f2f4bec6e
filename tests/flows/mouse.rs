//! The mouse, by values: what a click asks for, wherever it is.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

use crate::app::{Action, Focus, Msg, Shown};
use crate::domain::lang::Lang;
use crate::ui::{hit, keymap};

use super::harness::{Journey, words};
use super::listing::dashboard;
use super::samples;

const SIZES: [(u16, u16); 5] = [(60, 16), (80, 24), (100, 30), (120, 36), (200, 60)];

fn event(kind: MouseEventKind, column: u16, row: u16) -> MouseEvent {
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}

fn click(journey: &Journey, (width, height): (u16, u16), (x, y): (u16, u16)) -> Option<Action> {
    let pressed = MouseEventKind::Down(MouseButton::Left);
    hit(&journey.model, words(journey.model.lang), Size::new(width, height), event(pressed, x, y))
}

/// What is met on the way through the program, each with what it is.
fn screens(lang: Lang) -> Vec<(&'static str, Journey)> {
    let with = |keys: &str| {
        let mut journey = dashboard(lang, &samples::zoo());
        journey.keys(keys);
        journey
    };
    let setup = |keys: &str| {
        let mut journey = Journey::first_time_in(lang);
        journey.keys(keys);
        journey
    };
    vec![
        ("list", with("")),
        ("whole", with("<enter>")),
        ("filter", with("/a")),
        ("question", with("x")),
        ("help", with("?")),
        ("log", with("l")),
        ("marked", with("*")),
        ("account", setup("")),
        ("method", setup("acme.amocrm.ru<enter>")),
        ("integration", setup("acme.amocrm.ru<enter><enter>")),
        ("help of the wizard", setup("<f1>")),
    ]
}

#[test]
fn a_click_on_every_key_of_the_footer_does_what_the_key_does() {
    for lang in Lang::ALL {
        let words = words(lang);
        for (what, journey) in screens(lang) {
            for size in SIZES {
                let mut resized = Journey::first_time().sized(size.0, size.1);
                resized.model = journey.model.clone();
                let footer = resized.text().lines().last().unwrap().to_owned();
                let mut clicked = 0;
                for binding in keymap::bindings(journey.model.focus()).filter(|it| it.footer) {
                    let hint = format!(
                        "  {} {}",
                        binding.key.label(),
                        words.text(keymap::text(binding, &journey.model))
                    );
                    let Some(at) = footer.find(&hint) else { continue };
                    let x = u16::try_from(footer[..at].chars().count() + 2).unwrap();
                    let last = x + u16::try_from(hint.chars().count()).unwrap() - 3;
                    for x in [x, last] {
                        let action = click(&journey, size, (x, size.1 - 1));
                        let action = action.unwrap_or_else(|| panic!("{what} {size:?} {hint}"));
                        assert_eq!(action, binding.action, "{what} {size:?}");
                    }
                    clicked += 1;
                }
                assert!(clicked > 0, "{what} {size:?}: {footer}");
            }
        }
    }
}

#[test]
fn whatever_is_hit_is_offered() {
    for (what, journey) in screens(Lang::En) {
        for size in SIZES {
            // Every row, and of the columns some that meet each part.
            for (x, y) in (0..size.0).step_by(3).flat_map(|x| (0..size.1).map(move |y| (x, y))) {
                if let Some(action) = click(&journey, size, (x, y)) {
                    assert!(journey.model.offers(&action), "{what} {size:?} {x},{y}: {action:?}");
                }
            }
        }
    }
}

/// The name that stands in a line of a frame, behind the signs of its row.
fn name_in(line: &str) -> Option<&str> {
    line.split_whitespace().find(|word| word.starts_with("client-"))
}

#[test]
fn a_click_on_a_row_chooses_it_and_one_beside_it_marks_it() {
    for count in [2, 9, 30, 1_000] {
        for size in SIZES {
            for keys in ["", "<end>", "s<pgdn>", "<tab>"] {
                let mut journey = dashboard(Lang::En, &samples::many(count)).sized(size.0, size.1);
                journey.keys(keys);
                let mut chosen = 0;
                for (y, line) in (0..).zip(journey.text().lines()) {
                    let clicked = |x| match click(&journey, size, (x, y)) {
                        Some(Action::Choose(at)) => Some((false, at)),
                        Some(Action::MarkAt(at)) => Some((true, at)),
                        _ => None,
                    };
                    let Some((marks, at)) = clicked(8) else { continue };
                    assert!(!marks, "{line}");
                    assert_eq!(clicked(2), Some((true, at)), "{line}");
                    let Shown::Dashboard(list) = journey.model.screen.shown() else { panic!() };
                    let name = list.listing.row(at).map(|row| row.profile.name.to_string());
                    assert_eq!(name.as_deref(), name_in(line), "{count} {size:?} {keys}: {line}");
                    let mut clicked = Journey::first_time();
                    clicked.model = journey.model.clone();
                    clicked.tell(Msg::Act(Action::MarkAt(at)));
                    let sign = clicked.sized(size.0, size.1).text();
                    assert!(
                        sign.lines()
                            .any(|line| line.contains('◆') && name_in(line) == name.as_deref()),
                        "{sign}"
                    );
                    chosen += 1;
                }
                let is_list = journey.text().contains("for you");
                assert_eq!(chosen > 0, is_list, "{count} {size:?} {keys}");
            }
        }
    }
}

#[test]
fn a_click_on_the_title_of_a_column_sorts_by_it_and_another_one_the_other_way_round() {
    let size = (80, 24);
    let mut journey = dashboard(Lang::En, &samples::zoo()).sized(size.0, size.1);
    for title in ["profile", "account", "for you", "access", "refreshed"] {
        for arrow in ["↑", "↓"] {
            let text = journey.text();
            let (y, line) =
                (0..).zip(text.lines()).find(|(_, line)| line.contains("refreshed")).unwrap();
            let x = line[..line.find(title).unwrap()].chars().count();
            let action = click(&journey, size, (u16::try_from(x).unwrap(), y)).unwrap();
            journey.tell(Msg::Act(action));
            assert!(journey.text().contains(&format!("{title} {arrow}")), "{}", journey.text());
        }
    }
}

#[test]
fn the_wheel_moves_the_choice_and_what_is_too_small_hears_nothing() {
    let journey = dashboard(Lang::En, &samples::zoo());
    let turned = |size: (u16, u16), kind| {
        hit(&journey.model, words(Lang::En), size.into(), event(kind, 5, 5))
    };
    assert_eq!(turned((80, 24), MouseEventKind::ScrollDown), Some(Action::Down));
    assert_eq!(turned((80, 24), MouseEventKind::ScrollUp), Some(Action::Up));
    assert_eq!(turned((80, 24), MouseEventKind::Moved), None);
    assert_eq!(turned((59, 24), MouseEventKind::ScrollDown), None);
}

#[test]
fn a_key_turns_the_mouse_off_and_on_and_a_link_that_is_there_to_be_copied_keeps_it_off() {
    let mut journey = dashboard(Lang::En, &samples::zoo());
    assert!(journey.model.listens_to_mouse());
    let quit = |journey: &Journey| {
        let footer = journey.text().lines().last().unwrap().to_owned();
        let x = footer.chars().count() - 1;
        click(journey, (80, 24), (u16::try_from(x).unwrap(), 23))
    };
    assert_eq!(quit(&journey), Some(Action::Quit));
    assert_eq!(quit(journey.keys("<f3>")), None);
    assert!(!journey.model.listens_to_mouse());
    assert!(journey.keys("<f3>").model.listens_to_mouse());
    let (consent, _) = Journey::first_time().at_waiting();
    assert_eq!(consent.model.focus(), Focus::Consent);
    assert!(!consent.model.listens_to_mouse());
}
