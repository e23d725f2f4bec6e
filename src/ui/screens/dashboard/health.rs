//! How a profile is: its sign, its word, its colour. The sign never stands for itself.

use ratatui::style::Style;

use crate::app::dashboard::{Group, ProfileRow};
use crate::domain::profile::GrantType;
use crate::domain::tokens::health::Health;
use crate::ui::theme::Theme;

pub const fn sign_of(row: &ProfileRow) -> &'static str {
    match (row.health, row.profile.grant) {
        (Health::Ok, GrantType::LongLived) => "∞",
        (health, _) => sign(health),
    }
}

pub const fn sign(health: Health) -> &'static str {
    match health {
        Health::Ok => "✓",
        Health::Expiring => "!",
        Health::Expired => "~",
        Health::NeedsAuthorization => "✗",
        Health::Elsewhere => "→",
        Health::Unknown => "?",
    }
}

pub const fn text(health: Health) -> &'static str {
    match health {
        Health::Ok => "health-ok",
        Health::Expiring => "health-expiring",
        Health::Expired => "health-expired",
        Health::NeedsAuthorization => "health-needs-authorization",
        Health::Elsewhere => "health-elsewhere",
        Health::Unknown => "health-unknown",
    }
}

pub const fn style(theme: Theme, health: Health) -> Style {
    match health {
        Health::Ok => theme.ok(),
        Health::Expiring | Health::Expired | Health::Unknown => theme.attention(),
        Health::NeedsAuthorization => theme.danger(),
        Health::Elsewhere => theme.plain(),
    }
}

/// The message that names a group.
pub const fn group_text(group: Group) -> &'static str {
    match group {
        Group::NeedsYou => "group-needs-you",
        Group::ThisWeek => "group-this-week",
        Group::Fine => "group-fine",
        Group::Elsewhere => "group-elsewhere",
    }
}

pub const fn group_style(theme: Theme, group: Group) -> Style {
    match group {
        Group::NeedsYou => theme.danger(),
        Group::ThisWeek => theme.attention(),
        Group::Fine | Group::Elsewhere => theme.plain(),
    }
}
