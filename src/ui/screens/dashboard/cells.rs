//! What the cells of a row say, in words: the longest first, for the first that fits is taken.

use ratatui::style::Style;

use super::health;
use super::scene::Scene;
use crate::app::dashboard::{AccessCell, ForYou, Group, ProfileRow};
use crate::domain::trouble::Cause;
use crate::ui::theme::Theme;

/// What a profile asks of a person, in the person's words.
pub fn for_you(scene: Scene<'_>, cell: &ForYou) -> Vec<String> {
    let words = scene.words;
    match cell {
        ForYou::Refused(refusal) => vec![words.text(match refusal {
            Cause::TokenRevoked | Cause::AnswerLost { .. } => "cell-revoked",
            Cause::TokenExpired => "cell-idle",
            Cause::WrongClient => "cell-new-key",
            _ => "cell-refused",
        })],
        ForYou::Unaccepted => vec![words.text("cell-refused")],
        ForYou::Ended => vec![words.text("cell-ended")],
        ForYou::Unfinished => vec![words.text("health-unknown")],
        ForYou::Waiting { .. } => vec![words.text("cell-waiting")],
        ForYou::Elsewhere => vec![words.text("cell-elsewhere")],
        ForYou::AnyMoment => vec![words.text("cell-any-moment")],
        ForYou::Left { seconds } => vec![words.left_about(*seconds)],
        ForYou::Until(end) => {
            let day = words.day(*end, scene.now, scene.zone);
            vec![words.say("cell-until", &[("day", day.as_str().into())]), day]
        }
    }
}

/// Coloured where somebody has something to do.
pub const fn for_you_style(theme: Theme, row: &ProfileRow) -> Style {
    health::group_style(theme, Group::of(row.health))
}

pub fn access(scene: Scene<'_>, cell: AccessCell) -> Vec<String> {
    let words = scene.words;
    match cell {
        AccessCell::None => vec![String::new()],
        AccessCell::LongLived => vec![words.text("cell-long-lived"), "∞".into()],
        AccessCell::Left { seconds, .. } => vec![words.left_about(seconds)],
        AccessCell::Ended => vec![words.text("cell-ended")],
    }
}

/// Coloured only where nothing renews it by itself.
pub const fn access_style(theme: Theme, cell: AccessCell) -> Style {
    match cell {
        AccessCell::Ended | AccessCell::Left { renewed: false, .. } => theme.attention(),
        AccessCell::None | AccessCell::LongLived | AccessCell::Left { renewed: true, .. } => {
            theme.plain()
        }
    }
}
