//! Profiles as they are met in life, at [`NOW`].

use crate::domain::account::AccountHost;
use crate::domain::authorize::credentials::ClientId;
use crate::domain::authorize::pending::{Pending, StateHash};
use crate::domain::authorize::redirect_uri::RedirectUri;
use crate::domain::profile::history::{Action, Event, Outcome, Past};
use crate::domain::profile::rows::Profiles;
use crate::domain::profile::{
    AccessFacts, AccountFacts, GrantType, LastRefresh, NeedsAuthorization, Profile, ProfileName,
    RefreshFacts, StoreKind,
};
use crate::domain::tokens::three_months_after;
use jiff::{SignedDuration, Timestamp};

const NOW: &str = "2026-11-21T09:00:00Z";

pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub fn at(seconds: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

pub fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

/// A pair of tokens, the access token with so many seconds left and the refresh token with so many.
pub fn oauth(name_: &str, host: &str, access: i64, refresh: i64) -> Profile {
    // The refresh token's end is an estimate from its issue: look for the issue that gives this end.
    let issued_at = at(refresh - 92 * DAY);
    let off = at(refresh).as_second() - three_months_after(issued_at).as_second();
    let issued_at = issued_at.checked_add(SignedDuration::from_secs(off)).unwrap();
    Profile {
        name: name(name_),
        host: AccountHost::parse(host).unwrap(),
        grant: GrantType::OAuth,
        store: StoreKind::Keychain,
        client_id: Some(ClientId::parse("2912780f-a1e4-4d5d-a069-ee01422d8bef").unwrap()),
        redirect_uri: Some(RedirectUri::parse(RedirectUri::DEFAULT).unwrap()),
        sandbox: None,
        generation: 212,
        account: Some(AccountFacts {
            id: 31337,
            name: "Geo Drive".into(),
            user_id: Some(504_141),
            user_name: None,
        }),
        scopes: ["crm", "files", "files_delete", "notifications", "push_notifications"]
            .map(String::from)
            .to_vec(),
        access: Some(AccessFacts {
            expires_at: at(access),
            lifetime: 86_400,
            fingerprint: "3f9a1c".into(),
            refused_at: None,
        }),
        refresh: Some(RefreshFacts {
            issued_at,
            estimated_expiry: at(refresh),
            fingerprint: "77b0e2".into(),
        }),
        clock_skew: 0,
        last_refresh: Some(LastRefresh { at: at(-6 * HOUR), outcome: Outcome::Rotated }),
        needs_authorization: None,
        elsewhere_since: None,
        note: None,
        first_name: None,
        created_at: at(-100 * DAY),
    }
}

pub fn acme() -> Profile {
    let mut acme = oauth("acme", "acme.kommo.com", 13 * HOUR + 40 * 60 + 20, 81 * DAY + 5);
    if let Some(account) = &mut acme.account {
        account.name = "Acme".into();
        account.user_name = Some("Jane Doe".into());
    }
    acme
}

/// amoCRM took its refresh token back three days ago.
pub fn rentals() -> Profile {
    let mut rentals = oauth("rentals", "geodrive.amocrm.ru", -2 * DAY - HOUR, 81 * DAY);
    rentals.needs_authorization = Some(NeedsAuthorization {
        since: "2026-11-18T03:00:00Z".parse().unwrap(),
        hint: Some("Token has been revoked".into()),
        lost_at: None,
    });
    rentals
}

/// A long-lived token until the spring of 2029.
pub fn bot() -> Profile {
    let mut bot = oauth("bot", "fastis02.amocrm.ru", 0, 0);
    bot.grant = GrantType::LongLived;
    bot.client_id = None;
    bot.redirect_uri = None;
    bot.refresh = None;
    bot.last_refresh = None;
    bot.generation = 1;
    if let Some(access) = &mut bot.access {
        access.expires_at = "2029-03-01T12:00:00Z".parse().unwrap();
        access.lifetime = 3 * 365 * 86_400;
    }
    bot
}

/// Consent was begun and not finished.
pub fn begun() -> Profile {
    let mut begun = oauth("warehouse", "sklad.amocrm.ru", 0, 0);
    begun.account = None;
    begun.access = None;
    begun.refresh = None;
    begun.last_refresh = None;
    begun.generation = 1;
    begun.scopes.clear();
    begun
}

pub fn pending(profile: &Profile) -> Pending {
    Pending {
        state: StateHash::from_hex("a5".repeat(32)),
        profile: profile.name.clone(),
        host: profile.host.clone(),
        client_id: profile.client_id.clone().unwrap(),
        redirect_uri: profile.redirect_uri.clone().unwrap(),
        sandbox: None,
        created_at: at(-60),
        expires_at: at(14 * 60),
    }
}

/// One of each kind.
pub fn zoo() -> Profiles {
    let mut shop = oauth("shop", "shop.amocrm.ru", 20 * HOUR, 60 * DAY);
    shop.elsewhere_since = Some(at(-30 * DAY));
    Profiles {
        all: vec![
            acme(),
            bot(),
            rentals(),
            oauth("reforyou", "reforyou.amocrm.ru", 18 * HOUR + 12 * 60, 6 * DAY + 7),
            shop,
            begun(),
        ],
        ..Profiles::default()
    }
}

pub fn many(count: usize) -> Profiles {
    let all = (0..count)
        .map(|n| {
            let left = i64::try_from(n % 1_400).unwrap() * 60 + 120;
            oauth(&format!("client-{n:04}"), &format!("client{n}.amocrm.ru"), left, 80 * DAY)
        })
        .collect();
    Profiles { all, ..Profiles::default() }
}

/// A business with many accounts, in every state: of 1,000 profiles 32 need somebody and 49 end within a week.
pub fn crowd(count: usize) -> Profiles {
    let all = (0..count).map(|n| one_of_a_crowd(i64::try_from(n).unwrap())).collect();
    Profiles { all, ..Profiles::default() }
}

fn one_of_a_crowd(n: i64) -> Profile {
    let (name, host) = (format!("client-{n:05}"), format!("client{n}.amocrm.ru"));
    let access = n % 23 * HOUR + n % 60 * 60 + 120;
    let far = (8 + n * 7 % 83) * DAY + n % 24 * HOUR;
    let mut profile = oauth(&name, &host, access, far);
    profile.last_refresh = Some(LastRefresh { at: at(access - DAY), outcome: Outcome::Rotated });
    let place = n % 1_000;
    if place % 47 == 11 {
        match place / 47 % 3 {
            0 => profile.needs_authorization = rentals().needs_authorization,
            1 => {
                let since = at(-n % 9 * DAY);
                profile.needs_authorization =
                    Some(NeedsAuthorization { since, hint: None, lost_at: None });
            }
            _ => profile = Profile { name: profile.name, host: profile.host, ..begun() },
        }
    } else if place % 20 == 4 {
        profile = oauth(&name, &host, access, place / 20 % 7 * DAY + n % 24 * HOUR + 7);
    } else if place % 31 == 6 {
        let end = [400 * DAY, 60 * DAY, -DAY][usize::try_from(place % 3).unwrap()];
        profile = Profile { name: profile.name, host: profile.host, ..bot() };
        if let Some(access) = &mut profile.access {
            access.expires_at = at(end);
        }
    } else if place % 97 == 8 {
        profile.elsewhere_since = Some(at(-30 * DAY));
    }
    profile
}

pub fn only(profile: Profile) -> Profiles {
    Profiles { all: vec![profile], ..Profiles::default() }
}

/// Its history, without anybody who lives of it.
pub fn past(whose: &Profile) -> Past {
    Past { events: history(whose), kept: Vec::new() }
}

/// A renewal every night at three, until amoCRM refused it on 18 November.
pub fn history(whose: &Profile) -> Vec<Event> {
    let event = |when: &str, outcome, took_ms| {
        let whose = Some(whose.name.clone());
        Event { took_ms, ..Event::new(when.parse().unwrap(), whose, Action::Refresh, outcome) }
    };
    let mut refused = event("2026-11-18T03:00:00Z", Outcome::NeedsAuthorization, None);
    refused.detail = Some("Token has been revoked".into());
    let mut events = vec![refused];
    events.extend((1..18).rev().map(|day| {
        event(&format!("2026-11-{day:02}T03:00:00Z"), Outcome::Rotated, Some(200 + day))
    }));
    events.push(event("2026-10-31T03:00:00Z", Outcome::Rotated, Some(1_204)));
    events.push(event("2026-10-31T02:58:00Z", Outcome::Temporary, None));
    events
}
